"""Which people of a roster a word could be of, and by which spelling; each distinct word of a text is asked once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, permutations
from types import MappingProxyType

import ahocorasick
from rapidfuzz.distance import OSA

from clerestory.model.redaction.roster import ClearRoster
from clerestory.model.spelling import name_in_normal_form
from clerestory.protect.text.roster.ordinary import EVERYDAY, PARTICLES
from clerestory.protect.text.roster.spellings import (
    deletions,
    misread_keys,
    same_names,
    short_forms,
    sound_key,
    without_repeats,
)

_SHORTEST_SLIP = 4  # letters of a name of which one may be mistyped
_LONGEST_SLIP = 40  # a longer word costs the square of its length, and is no name
_SHORTEST_SOUND = 4
_SHORTEST_MISREAD = 3
_SHORTEST_GLUED = 7  # letters of two names written as one word, wherever they stand in it
_SHORTEST_SPACED = 5  # letters of two names written apart, letter by letter
_KEPT = 500_000  # words remembered from earlier texts
_AROUND = re.compile(r"^\d+|\d+$")


class Spelling(IntEnum):
    """How a word is a name of the roster, the surest last."""

    SLIP = 1
    SOUND = 2
    MISREAD = 3
    SHORT = 4
    GROUP = 5
    SHORT_GLUED = 6
    GLUED = 7
    EXACT = 8


_NOBODY: Mapping[int, Spelling] = MappingProxyType({})


@dataclass(frozen=True, repr=False)
class Candidate:
    """What a word may be.

    Attributes
    ----------
    people : mapping of int to Spelling
        Positions in the roster, each with its surest spelling.
    best : Spelling
        Of all of them.
    is_ordinary : bool
        Whether it is a word of everyday English too.
    is_particle : bool
        Whether it is a part of names that is no name by itself.
    """

    people: Mapping[int, Spelling]
    best: Spelling
    is_ordinary: bool
    is_particle: bool

    @cached_property
    def everybody(self) -> frozenset[int]:
        """All of the people."""
        return frozenset(self.people)

    @cached_property
    def best_people(self) -> frozenset[int]:
        """Those whom the spelling fits best."""
        return frozenset(person for person, spelling in self.people.items() if spelling == self.best)


class RosterIndex:
    """The names of a roster by every key under which a word could be one of them; ``repr`` shows nothing."""

    def __init__(self, roster: ClearRoster) -> None:
        self.initials: dict[int, frozenset[str]] = {}
        self._by: dict[Spelling, dict[str, set[int]]] = {spelling: defaultdict(set) for spelling in Spelling}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._written: dict[str, dict[int, Spelling]] = defaultdict(dict)  # whole words: full, short, of a group
        self._known: dict[str, Candidate | None] = {}
        self._known_first: dict[str, Candidate | None] = {}
        for position, person in enumerate(roster.people):
            names = [name_words(name) for name in (*person.names, *person.aliases)]
            self.initials[position] = frozenset(word[0] for words in names for word in words)
            for words in names:
                self._add(position, words)
        self._glued = _automaton(self._by[Spelling.GLUED])

    def __repr__(self) -> str:
        return f"RosterIndex({len(self.initials)} rows)"

    def candidates(self, words: Iterable[str]) -> dict[str, Candidate]:
        """Give those of a text's distinct words that may be names.

        Everyday words and words in small letters are asked for as they stand, since slips and sounds would find a name
        in every other one of them; ``candidate`` asks for all of one that stands beside a name.
        """
        known = self._known_first
        if len(known) > _KEPT:
            known.clear()
        new = set(words) - known.keys()
        plain = {word: low for word in new if (low := word.lower()) in EVERYDAY or _is_plain(word, low)}
        known.update((word, self._as_written(low)) for word, low in plain.items())
        known.update((word, self.candidate(word)) for word in new - plain.keys())
        known.update((word, self.candidate(word)) for word in self._with_glued(plain))
        return {word: found for word in words if (found := known[word]) is not None}

    def candidate(self, word: str) -> Candidate | None:
        """Give what a word, with its capitals, may be; None if it is on nobody's row."""
        if word not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[word] = self._asked(word)
        return self._known[word]

    def is_spaced_name(self, letters: str) -> Candidate | None:
        """Give whose names stand in some letters that were written apart."""
        people = dict.fromkeys(self._written.get(letters, ()), Spelling.GLUED)
        for spelling in (Spelling.GLUED, Spelling.SHORT_GLUED):
            self._take(people, spelling, letters)
        if not people:
            self._take_glued(people, letters)
        return _candidate(letters, people) if people else None

    def _add(self, position: int, words: tuple[str, ...]) -> None:
        for word in words:
            self._write(position, Spelling.EXACT, word)
            self._by[Spelling.EXACT][word].add(position)
            if word not in PARTICLES and len(word) > 1:
                self._add_other_spellings(position, word)
        self._add_glued(position, words)

    def _add_other_spellings(self, position: int, word: str) -> None:
        for short in short_forms(word):
            self._write(position, Spelling.SHORT, short)
        for other in same_names(word):
            self._write(position, Spelling.GROUP, other)
        if word.startswith("i"):
            self._write(position, Spelling.MISREAD, f"l{word[1:]}")  # a capital i in print is a small l
        for spelling, key in _keys(word):
            self._by[spelling][key].add(position)
        for part in deletions(word) if _SHORTEST_SLIP <= len(word) <= _LONGEST_SLIP else ():
            self._near[part].add(word)

    def _write(self, position: int, spelling: Spelling, word: str) -> None:
        self._written[word][position] = max(spelling, self._written[word].get(position, spelling))

    def _add_glued(self, position: int, words: tuple[str, ...]) -> None:
        """Names written as one word: any two parts, the first with what ends the name, and all of it."""
        glued = {left + right for left, right in permutations(words, 2)}
        glued |= {words[0] + "".join(words[at:]) for at in range(1, len(words))}
        for letters in glued:
            if len(letters) >= _SHORTEST_SPACED:
                spelling = Spelling.GLUED if len(letters) >= _SHORTEST_GLUED else Spelling.SHORT_GLUED
                self._by[spelling][letters].add(position)

    def _as_written(self, word: str) -> Candidate | None:
        people = self._written.get(word)
        return _candidate(word, people) if people else None

    def _with_glued(self, small: Iterable[str]) -> set[str]:
        """Give those words that hold two names as one; one pass over all of them."""
        if self._glued is None:
            return set()
        long = [word for word in small if len(word) >= _SHORTEST_GLUED]
        ends = list(accumulate(len(word) + 1 for word in long))
        return {long[bisect_right(ends, last)] for last, _ in self._glued.iter("\n".join(long))}

    def _asked(self, word: str) -> Candidate | None:
        small = word_key(word)
        bare = _AROUND.sub("", small) or small
        people: dict[int, Spelling] = {}
        for key in {small, bare, *without_repeats(small)}:
            for position, spelling in self._written.get(key, _NOBODY).items():
                people[position] = max(spelling, people.get(position, spelling))
        if not people or max(people.values()) < Spelling.GROUP:
            self._take_glued(people, small)
            if not (bare in EVERYDAY and word.islower()):
                self._take_near(people, small, bare)
        return _candidate(bare, people) if people else None

    def _take(self, people: dict[int, Spelling], spelling: Spelling, key: str) -> None:
        for position in self._by[spelling].get(key, ()):
            people[position] = max(spelling, people.get(position, spelling))

    def _take_glued(self, people: dict[int, Spelling], small: str) -> None:
        if len(small) >= _SHORTEST_GLUED and self._glued is not None:
            for _, glued in self._glued.iter(small):
                self._take(people, Spelling.GLUED, glued)

    def _take_near(self, people: dict[int, Spelling], small: str, bare: str) -> None:
        for key in {small, bare}:
            for spelling, other in _keys(key):
                self._take(people, spelling, other)
        if _SHORTEST_SLIP - 1 <= len(bare) <= _LONGEST_SLIP:
            self._take_slips(people, bare)

    def _take_slips(self, people: dict[int, Spelling], bare: str) -> None:
        """One edit away."""
        parts = [part for part in deletions(bare) if part in self._near]
        for name in set().union(*(self._near[part] for part in parts)) if parts else ():
            if OSA.distance(bare, name, score_cutoff=1) == 1:
                for position in self._by[Spelling.EXACT][name]:
                    people.setdefault(position, Spelling.SLIP)


def name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name as they are looked for: small letters, no accents, apostrophes joined."""
    return tuple(name_in_normal_form(name).split())


def _is_plain(word: str, low: str) -> bool:
    return low == word and (word.isalpha() or word.isdigit())


def word_key(word: str) -> str:
    """Give a word of a text as names are looked up: small letters, no possessive, apostrophes joined."""
    small = word.lower()
    return (small[:-2] if small.endswith("'s") else small).replace("'", "")


def _keys(word: str) -> Iterable[tuple[Spelling, str]]:
    if len(word) >= _SHORTEST_MISREAD and not word.isdigit():
        yield from ((Spelling.MISREAD, key) for key in misread_keys(word))
    if len(word) >= _SHORTEST_SOUND and word.isalpha():
        yield Spelling.SOUND, sound_key(word)


def _candidate(word: str, people: Mapping[int, Spelling]) -> Candidate:
    return Candidate(people, max(people.values()), word in EVERYDAY, word in PARTICLES or len(word) < 2)


def _automaton(glued: Mapping[str, set[int]]) -> ahocorasick.Automaton | None:
    if not glued:
        return None
    automaton = ahocorasick.Automaton()
    for letters in glued:
        automaton.add_word(letters, letters)
    automaton.make_automaton()
    return automaton
