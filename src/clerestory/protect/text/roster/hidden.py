"""Names of a roster across whatever parts their letters, within longer words, and from back to front.

One pass over letters and digits alone, as for facts: a name that a quoted line, a mark of Markdown or the end of a
line without a hyphen breaks is still one string. A reviewer is asked, since other words can make a name by chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

import ahocorasick

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.roster import ClearRoster
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.index import name_words
from clerestory.protect.text.roster.ordinary import EVERYDAY
from clerestory.protect.text.roster.squeezed import squeeze, squeezed
from clerestory.protect.text.stretches import REACH

_SHORTEST = 8  # letters of a name that is looked for; six letters in a row of ordinary text make many a name
_SHORTEST_WITHIN = 10  # of one within a longer word: Roberts is in Robertson
_FARTHEST = 6  # signs between two letters on average; beyond it is another sentence


class HiddenNames:
    """Finds names that signs part, that stand in other words or backwards; ``repr`` shows nothing of them."""

    def __init__(self, roster: ClearRoster) -> None:
        people: dict[tuple[str, bool], set[int]] = {}
        for position, person in enumerate(roster.people):
            for letters in _strings([*person.names, *person.aliases]):
                people.setdefault((letters, False), set()).add(position)
                if letters != letters[::-1]:
                    people.setdefault((letters[::-1], True), set()).add(position)
        self._automaton = ahocorasick.Automaton()
        for (letters, is_backwards), positions in people.items():
            only = next(iter(positions)) if len(positions) == 1 else None
            self._automaton.add_word(letters, (len(letters), is_backwards, only))
        self._automaton.make_automaton()
        self.reach = max([REACH, *(_FARTHEST * len(letters) for letters, _ in people)])

    def __repr__(self) -> str:
        return "HiddenNames()"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield names that are not simply words of the text."""
        if not len(self._automaton):
            return
        letters = squeeze(text)
        for last, (length, is_backwards, person) in self._automaton.iter(letters.signs):
            start, end = int(letters.offsets[last - length + 1]), int(letters.offsets[last]) + 1
            if _counts(text.plain, start, end, length=length, is_backwards=is_backwards):
                rule = f"roster.name.{'backwards' if is_backwards else 'hidden'}"
                yield Finding(*text.original_span(start, end), Kind.PERSON, rule, Certainty.ASK, person)


def _strings(names: Iterable[str]) -> Iterator[str]:
    """Yield the letters of each long name, and of any two names of a person in a row."""
    for name in names:
        words = [squeezed(word) for word in name_words(name)]
        alone = [squeezed(word) for word in name_words(name) if word not in EVERYDAY]
        pairs = (left + right for left, right in permutations(words, 2))
        yield from (letters for letters in (*alone, *pairs, "".join(words)) if len(letters) >= _SHORTEST)


def _counts(plain: str, start: int, end: int, *, length: int, is_backwards: bool) -> bool:
    """Say whether letters are a name that hides; whole words as they are written are the matter of ``RosterNames``."""
    written = plain[start:end]
    if len(written) > _FARTHEST * length:
        return False
    whole = not plain[start - 1 : start].isalnum() and not plain[end : end + 1].isalnum()
    if written.isalnum():
        return is_backwards if whole else length >= _SHORTEST_WITHIN
    return not all(word.lower() in EVERYDAY for word in written.split())
