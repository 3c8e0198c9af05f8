"""Names of a roster in a text, in every spelling that is looked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.roster import ClearRoster
from clerestory.protect.text.finders import ClueFinder
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.hits import groups_of, hits_in
from clerestory.protect.text.roster.index import RosterIndex, name_words
from clerestory.protect.text.roster.judging import judged
from clerestory.protect.text.roster.ordinary import PARTICLES
from clerestory.protect.text.roster.words import Words, words_of

_INITIALS = re.compile(r"[A-Z](?:\.? ?[A-Z]){1,3}(?![^\W_])\.?")
_FEWEST_LETTERS = 4  # of a name whose letters are written apart
_WIDEST_GAP = 1  # signs between two of them


@dataclass(frozen=True, slots=True)
class NameClue:
    """A name, with those who may be named by it, or initials, which count where somebody who has them is named.

    Attributes
    ----------
    finding : Finding
        Of initials without a person.
    named : frozenset of int
        Positions in the roster.
    initials : str
    """

    finding: Finding
    named: frozenset[int] = frozenset()
    initials: str = ""

    @property
    def start(self) -> int:
        """Where it begins in the original."""
        return self.finding.start

    @property
    def end(self) -> int:
        """Where it ends in the original."""
        return self.finding.end


class RosterNames(ClueFinder[NameClue]):
    """Finds the names and aliases of a roster; ``repr`` shows its length alone.

    Parameters
    ----------
    roster : ClearRoster
        ``Finding.person`` is a position in it.
    """

    def __init__(self, roster: ClearRoster) -> None:
        self._index = RosterIndex(roster)
        self._people = len(roster.people)
        self._of_initials: dict[str, set[int]] = defaultdict(set)
        for position, person in enumerate(roster.people):
            for letters in _initials_of(person.names):
                self._of_initials[letters].add(position)

    def __repr__(self) -> str:
        return f"RosterNames({self._people} rows)"

    def clues(self, text: NormalisedText) -> Iterator[NameClue]:
        """Yield names, and what could be initials of somebody."""
        words = words_of(text)
        for group in groups_of(hits_in(words, self._index), text):
            verdict = judged(group, text, self._index)
            if verdict is not None:
                person = group.person
                named = group.best_people if len(group.spellings) > 1 or person is not None else frozenset()
                start, end = text.original_span(verdict.start, verdict.end)
                yield NameClue(Finding(start, end, Kind.PERSON, verdict.rule, verdict.certainty, person), named)
        yield from map(NameClue, self._spaced(words, text))
        yield from self._initials(text)

    def settled(self, clues: Iterable[NameClue], original: str) -> Iterator[Finding]:
        """Yield names, and initials of people who are named elsewhere in the text."""
        named: set[int] = set()
        waiting: list[NameClue] = []
        for clue in clues:
            if clue.initials:
                waiting.append(clue)
            else:
                named |= clue.named
                yield clue.finding
        for clue in waiting:
            people = self._of_initials[clue.initials] & named
            if people:
                yield replace(clue.finding, person=next(iter(people)) if len(people) == 1 else None)

    def _spaced(self, words: Words, text: NormalisedText) -> Iterator[Finding]:
        """Yield names whose letters stand apart, whatever single sign stands between."""
        for first, last in _runs_of_letters(words):
            candidate = self._index.is_spaced_name("".join(words.written[first : last + 1]).lower())
            if candidate is not None:
                start, end = text.original_span(int(words.starts[first]), int(words.starts[last]) + 1)
                person = next(iter(candidate.people)) if len(candidate.people) == 1 else None
                yield Finding(start, end, Kind.PERSON, "roster.name.spaced", person=person)

    def _initials(self, text: NormalisedText) -> Iterator[NameClue]:
        for found in _initials_in(text):
            letters = "".join(sign for sign in found[0] if sign.isalpha())
            if letters in self._of_initials:
                sure = Certainty.REMOVE if "." in found[0] else Certainty.ASK
                finding = Finding(*text.original_span(*found.span()), Kind.PERSON, "roster.name.initials", sure)
                yield NameClue(finding, initials=letters)


def _initials_in(text: NormalisedText) -> Iterator[re.Match[str]]:
    stop = 0
    for start in text.landmarks.capitals_before(". "):
        found = _INITIALS.match(text.plain, start) if start >= stop else None
        if found is not None:
            stop = found.end()
            yield found


def _runs_of_letters(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the first and last of words of one letter each that stand side by side."""
    single = np.flatnonzero(words.lengths == 1).tolist()
    first = 0
    for at in range(1, len(single) + 1):
        if at < len(single) and _is_next_letter(words, single[at - 1], single[at]):
            continue
        if at - first >= _FEWEST_LETTERS:
            yield single[first], single[at - 1]
        first = at


def _is_next_letter(words: Words, before: int, after: int) -> bool:
    return after == before + 1 and words.starts[after] - words.starts[before] <= 1 + _WIDEST_GAP


def _initials_of(names: Iterable[str]) -> frozenset[str]:
    words = [name_words(name) for name in names]
    made = {(parts[0][0] + other[0]).upper() for parts in words for other in parts[1:] if other not in PARTICLES}
    return frozenset(made | {"".join(part[0] for part in parts).upper() for parts in words if 1 < len(parts) < 5})
