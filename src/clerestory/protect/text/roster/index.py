"""Which people of a roster a word could be of, and by which spelling; each distinct word of a text is asked once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

import ahocorasick
from rapidfuzz.distance import OSA

from clerestory.model.redaction.roster import ClearRoster
from clerestory.model.spelling import name_in_normal_form
from clerestory.protect.text.roster.ordinary import ORDINARY, PARTICLES
from clerestory.protect.text.roster.spellings import deletions, group_key, misread_key, short_forms, sound_key

_SHORTEST_SLIP = 4  # letters of a name of which one may be mistyped
_SHORTEST_SOUND = 4
_SHORTEST_GLUED = 7  # letters of two names written as one word
_KEPT = 500_000  # words remembered from earlier texts
_AROUND = re.compile(r"^\d+|\d+$")


class Spelling(IntEnum):
    """How a word is a name of the roster, the surest last."""

    SLIP = 1
    SOUND = 2
    MISREAD = 3
    SHORT = 4
    GROUP = 5
    GLUED = 6
    EXACT = 7


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


class RosterIndex:
    """The names of a roster by every key under which a word could be one of them; ``repr`` shows nothing."""

    def __init__(self, roster: ClearRoster) -> None:
        self.initials: dict[int, frozenset[str]] = {}
        self._by: dict[Spelling, dict[str, set[int]]] = {spelling: defaultdict(set) for spelling in Spelling}
        self._near: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, Candidate | None] = {}
        for position, person in enumerate(roster.people):
            names = [name_words(name) for name in (*person.names, *person.aliases)]
            self.initials[position] = frozenset(word[0] for words in names for word in words)
            for words in names:
                self._add(position, words)
        self._glued = _automaton(self._by[Spelling.GLUED])

    def __repr__(self) -> str:
        return f"RosterIndex({len(self.initials)} rows)"

    def candidate(self, word: str) -> Candidate | None:
        """Give what a word, with its capitals, may be; None if it is on nobody's row."""
        if word not in self._known:
            if len(self._known) > _KEPT:
                self._known.clear()
            self._known[word] = self._asked(word)
        return self._known[word]

    def is_glued_name(self, letters: str) -> Candidate | None:
        """Give whose first and family name some letters without spaces are, or whose one name."""
        people = self._by[Spelling.GLUED].get(letters, set()) | self._by[Spelling.EXACT].get(letters, set())
        return _candidate(letters, dict.fromkeys(people, Spelling.GLUED)) if people else None

    def _add(self, position: int, words: tuple[str, ...]) -> None:
        for word in words:
            self._by[Spelling.EXACT][word].add(position)
            if word in PARTICLES or len(word) < 2:
                continue
            for short in short_forms(word):
                self._by[Spelling.SHORT][short].add(position)
            for spelling, key in _keys(word):
                self._by[spelling][key].add(position)
            if len(word) >= _SHORTEST_SLIP:
                for part in deletions(word):
                    self._near[part].add(word)
        self._add_glued(position, words)

    def _add_glued(self, position: int, words: tuple[str, ...]) -> None:
        ends = {words[0] + words[-1], words[-1] + words[0]} if len(words) > 1 else set()
        pairs = {left + right for left, right in pairwise(words)}
        for glued in {*ends, *pairs, "".join(words)} if len(words) > 1 else ():
            if len(glued) >= _SHORTEST_GLUED:
                self._by[Spelling.GLUED][glued].add(position)

    def _asked(self, word: str) -> Candidate | None:
        small = word_key(word)
        bare = _AROUND.sub("", small) or small
        people: dict[int, Spelling] = {}
        for key in {small, bare}:
            self._take(people, Spelling.EXACT, key)
            self._take(people, Spelling.SHORT, key)
            for spelling, other in _keys(key):
                self._take(people, spelling, other)
        if not people or max(people.values()) < Spelling.GROUP:
            self._take_glued(people, small)
            self._take_slips(people, bare, word)
        return _candidate(bare, people) if people else None

    def _take(self, people: dict[int, Spelling], spelling: Spelling, key: str) -> None:
        for position in self._by[spelling].get(key, ()):
            people[position] = max(spelling, people.get(position, spelling))

    def _take_glued(self, people: dict[int, Spelling], small: str) -> None:
        if len(small) >= _SHORTEST_GLUED and self._glued is not None:
            for _, glued in self._glued.iter(small):
                self._take(people, Spelling.GLUED, glued)

    def _take_slips(self, people: dict[int, Spelling], bare: str, word: str) -> None:
        """One edit away; an ordinary word in small letters is taken for itself."""
        if len(bare) < _SHORTEST_SLIP - 1 or (bare in ORDINARY and word.islower()):
            return
        near = {name for part in deletions(bare) for name in self._near.get(part, ())}
        for name in near:
            if OSA.distance(bare, name, score_cutoff=1) == 1:
                for position in self._by[Spelling.EXACT][name]:
                    people.setdefault(position, Spelling.SLIP)


def name_words(name: str) -> tuple[str, ...]:
    """Give the words of a name as they are looked for: small letters, no accents, apostrophes joined."""
    return tuple(name_in_normal_form(name).split())


def word_key(word: str) -> str:
    """Give a word of a text as names are looked up: small letters, no possessive, apostrophes joined."""
    small = word.lower()
    return (small[:-2] if small.endswith("'s") else small).replace("'", "")


def _keys(word: str) -> Iterable[tuple[Spelling, str]]:
    group = group_key(word)
    if group:
        yield Spelling.GROUP, group
    if len(word) >= _SHORTEST_SOUND:
        if not word.isdigit():
            yield Spelling.MISREAD, misread_key(word)
        if word.isalpha():
            yield Spelling.SOUND, sound_key(word)


def _candidate(word: str, people: dict[int, Spelling]) -> Candidate:
    return Candidate(people, max(people.values()), word in ORDINARY, word in PARTICLES or len(word) < 2)


def _automaton(glued: Mapping[str, set[int]]) -> ahocorasick.Automaton | None:
    if not glued:
        return None
    automaton = ahocorasick.Automaton()
    for letters in glued:
        automaton.add_word(letters, letters)
    automaton.make_automaton()
    return automaton
