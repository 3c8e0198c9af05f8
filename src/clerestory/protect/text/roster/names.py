"""Names of a roster in a text, in every spelling that is looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.roster import ClearRoster
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.hits import groups_of, hits_in
from clerestory.protect.text.roster.index import RosterIndex, name_words
from clerestory.protect.text.roster.judging import judged

# Letters of a name with a sign between each two of them: "Q u i l l".
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ ._*\-][^\W\d_]){3,}(?![^\W_])")
_BETWEEN = re.compile(r"[ ._*\-]")
_INITIALS = re.compile(r"(?<![^\W_])[A-Z](?:\.? ?[A-Z]){1,3}(?![^\W_])\.?")


class RosterNames:
    """Finds the names and aliases of a roster; ``repr`` shows its length alone.

    Parameters
    ----------
    roster : ClearRoster
        ``Finding.person`` is a position in it.
    """

    def __init__(self, roster: ClearRoster) -> None:
        self._index = RosterIndex(roster)
        self._initials = [_initials_of(person.names) for person in roster.people]

    def __repr__(self) -> str:
        return f"RosterNames({len(self._initials)} rows)"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield names, and initials of people who are named elsewhere in the text."""
        named: set[int] = set()
        for group in groups_of(hits_in(text, self._index), text):
            verdict = judged(group, text, self._index)
            if verdict is not None:
                person = group.person
                named |= {person} if person is not None else set()
                start, end = text.original_span(verdict.start, verdict.end)
                yield Finding(start, end, Kind.PERSON, verdict.rule, verdict.certainty, person)
        yield from self._spaced(text)
        yield from self._by_initials(text, named)

    def _spaced(self, text: NormalisedText) -> Iterator[Finding]:
        for found in _SPACED.finditer(text.plain):
            candidate = self._index.is_glued_name(_BETWEEN.sub("", found[0]).lower())
            if candidate is not None:
                start, end = text.original_span(*found.span())
                person = next(iter(candidate.people)) if len(candidate.people) == 1 else None
                yield Finding(start, end, Kind.PERSON, "roster.name.spaced", person=person)

    def _by_initials(self, text: NormalisedText, named: Iterable[int]) -> Iterator[Finding]:
        of = {letters: person for person in sorted(named) for letters in self._initials[person]}
        if not of:
            return
        for found in _INITIALS.finditer(text.plain):
            person = of.get("".join(sign for sign in found[0] if sign.isalpha()))
            if person is not None:
                start, end = text.original_span(*found.span())
                sure = Certainty.REMOVE if "." in found[0] else Certainty.ASK
                yield Finding(start, end, Kind.PERSON, "roster.name.initials", sure, person)


def _initials_of(names: Iterable[str]) -> frozenset[str]:
    words = [name_words(name) for name in names]
    made = {(parts[0][0] + parts[-1][0]).upper() for parts in words if len(parts) > 1}
    return frozenset(made | {"".join(part[0] for part in parts).upper() for parts in words if 1 < len(parts) < 5})
