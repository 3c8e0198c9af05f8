"""Names of a roster across whatever parts their letters, within longer words, and from back to front.

One pass over letters and digits alone, as for facts: a name that a quoted line, a mark of Markdown or the end of a
line without a hyphen breaks is still one string. A reviewer is asked, since other words can make a name by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import permutations
from types import MappingProxyType

import ahocorasick

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.roster import ClearRoster
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.index import name_words
from clerestory.protect.text.roster.ordinary import EVERYDAY
from clerestory.protect.text.roster.squeezed import SqueezedText, squeeze, squeezed, with_signs
from clerestory.protect.text.stretches import REACH

_SHORTEST = 5  # letters of a name that is looked for where it begins and ends as a word does
_SHORTEST_ANYWHERE = 8  # of one that other words may hold: six letters in a row of ordinary text make many a name
_SHORTEST_WITHIN = 10  # of one within a longer word: Roberts is in Robertson
_WORDS = EVERYDAY | {"a", "i"}
# Signs that are written for letters.
_FOR_LETTERS: Mapping[int, str] = MappingProxyType(
    {ord(sign): letter for sign, letter in zip("|\u01c0!\xa1\u20ac\xa3+@$", "iiiieftas", strict=True)}
)
_TABLE = with_signs(_FOR_LETTERS)
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
        yield from self._in(text, squeeze(text), _counts)
        if any(chr(sign) in text.folded for sign in _FOR_LETTERS):
            yield from self._in(text, squeeze(text, _TABLE), _counts_with_signs)

    def _in(self, text: NormalisedText, letters: SqueezedText, counts: Callable[..., bool]) -> Iterator[Finding]:
        for last, (length, is_backwards, person) in self._automaton.iter(letters.signs):
            start, end = int(letters.offsets[last - length + 1]), int(letters.offsets[last]) + 1
            if counts(text.plain, start, end, length=length, is_backwards=is_backwards):
                rule = f"roster.name.{'backwards' if is_backwards else 'hidden'}"
                yield Finding(*text.original_span(start, end), Kind.PERSON, rule, Certainty.ASK, person)


def _strings(names: Iterable[str]) -> Iterator[str]:
    """Yield the letters of each name, and of any two names of a person in a row."""
    for name in names:
        words = [squeezed(word) for word in name_words(name)]
        alone = [squeezed(word) for word in name_words(name) if word not in EVERYDAY]
        pairs = (left + right for left, right in permutations(words, 2))
        yield from (letters for letters in alone if len(letters) >= _SHORTEST)
        yield from (letters for letters in (*pairs, "".join(words)) if len(letters) >= _SHORTEST_ANYWHERE)


def _counts(plain: str, start: int, end: int, *, length: int, is_backwards: bool) -> bool:
    """Say whether letters are a name that hides; whole words as they are written are the matter of ``RosterNames``."""
    written = plain[start:end]
    if len(written) > _FARTHEST * length:
        return False
    whole = _is_whole(plain, start, end)
    if length < _SHORTEST_ANYWHERE and not whole:
        return False
    if written.isalnum():
        return is_backwards if whole else length >= _SHORTEST_WITHIN
    parts = written.lower().split()
    if length < _SHORTEST_ANYWHERE and "".join(parts).isalnum():  # spaces alone part it, as in "a lease"
        return _WORDS.isdisjoint(parts)
    return not EVERYDAY.issuperset(parts)


def _counts_with_signs(plain: str, start: int, end: int, *, length: int, is_backwards: bool) -> bool:
    """Say whether letters, some of which are signs, are a name in one word."""
    written = plain[start:end]
    return (
        len(written) == length and any(ord(sign) in _FOR_LETTERS for sign in written) and _is_whole(plain, start, end)
    )


def _is_whole(plain: str, start: int, end: int) -> bool:
    return not plain[start - 1 : start].isalnum() and not plain[end : end + 1].isalnum()
