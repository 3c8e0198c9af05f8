"""Words of a text that could be names of a roster, and which of them stand together as the name of one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, count

from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.index import Candidate, RosterIndex, Spelling
from clerestory.protect.text.roster.words import Words

_SIDE_BY_SIDE = frozenset({" ", ".", "_", "-", ", "})
# Between two parts of a name: spaces, signs, initials, or one middle name that the roster does not have.
_WITHIN = re.compile(r"[ ,.\-_/'\"()&]{0,3}(?:[^\W\d_]\.?[ .]{1,2}){0,3}|[ .\-_]{1,2}[A-Z][^\W_]+[ .\-_]{1,2}")
_LONGEST_WITHIN = 24


@dataclass(frozen=True, repr=False, slots=True)
class Hit:
    """A word of a text that could be a name."""

    start: int
    end: int
    word: str
    candidate: Candidate

    @property
    def has_capital(self) -> bool:
        """Whether it is written as names are."""
        return self.word[0].isupper()

    @property
    def has_digits_for_letters(self) -> bool:
        """Whether digits stand among its letters or before them."""
        return sum(sign.isalpha() for sign in self.word) > 1 and any(sign.isdigit() for sign in self.word)

    @property
    def is_plain_word(self) -> bool:
        """Whether it is an everyday word as everyday words are written."""
        return self.candidate.is_ordinary and not self.has_capital


@dataclass(frozen=True, repr=False)
class Group:
    """Hits that stand together as the name of the same people of a roster."""

    hits: tuple[Hit, ...]
    people: frozenset[int]

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.hits[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.hits[-1].end

    @cached_property
    def best_people(self) -> frozenset[int]:
        """The people whom the spellings fit best."""
        if len(self.hits) == 1:
            return self.hits[0].candidate.best_people
        worth = {p: sum(hit.candidate.people[p] for hit in self.hits) for p in self.people}
        most = max(worth.values())
        return frozenset(p for p, value in worth.items() if value == most)

    @property
    def person(self) -> int | None:
        """The one person whom the spellings fit best; None if they fit several alike."""
        best = self.best_people
        return next(iter(best)) if len(best) == 1 else None

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """How each word that is more than a particle fits, for the person whom it fits best."""
        named = [hit for hit in self.hits if not hit.candidate.is_particle]
        if len(self.hits) == 1:
            return tuple(hit.candidate.best for hit in named)
        return tuple(max(hit.candidate.people[p] for p in self.people) for hit in named)


def hits_in(words: Words, index: RosterIndex) -> list[Hit]:
    """Give the words of a text that could be names, in order; beside a name small letters are looked at twice."""
    known = index.candidates(set(words.written))
    if not known:
        return []
    places = compress(count(), map(known.__contains__, words.written))
    found = {at: known[words.written[at]] for at in places}
    for at, candidate in list(found.items()):
        if not candidate.is_ordinary:
            _look_beside(at, words, found, index)
    return [_hit(at, words, found[at]) for at in sorted(found) if _is_to_be_judged(at, words, found)]


def _hit(at: int, words: Words, candidate: Candidate) -> Hit:
    start, word = int(words.starts[at]), words.written[at]
    return Hit(start, start + len(word), word, candidate)


def _is_to_be_judged(at: int, words: Words, found: Mapping[int, Candidate]) -> bool:
    """Say whether a word is more than an everyday word in small letters that stands by itself."""
    return not (found[at].is_ordinary and words.written[at][0].islower()) or at - 1 in found or at + 1 in found


def _look_beside(at: int, words: Words, found: dict[int, Candidate], index: RosterIndex) -> None:
    for beside in (at - 2, at - 1, at + 1, at + 2):
        if not 0 <= beside < len(words.written) or beside in found:
            continue
        other = index.candidate(words.written[beside])
        if other is not None and not other.everybody.isdisjoint(found[at].everybody):
            found[beside] = other


def groups_of(hits: Sequence[Hit], text: NormalisedText) -> Iterator[Group]:
    """Yield hits in groups: a word joins the one before it if both fit one person and little stands between."""
    group: list[Hit] = []
    people: frozenset[int] = frozenset()
    for hit in hits:
        if group and _stand_together(text.plain, group[-1], hit) and people & hit.candidate.everybody:
            group.append(hit)
            people &= hit.candidate.everybody
            continue
        if group:
            yield Group(tuple(group), people)
        group, people = [hit], hit.candidate.everybody
    if group:
        yield Group(tuple(group), people)


def _stand_together(plain: str, before: Hit, after: Hit) -> bool:
    if after.start - before.end > _LONGEST_WITHIN:
        return False
    if (before.is_plain_word or after.is_plain_word) and not _are_one_in_small_letters(plain, before, after):
        return False
    between = _WITHIN.fullmatch(plain, before.end, after.start)
    return between is not None and _is_no_sentence_end(plain, before, after)


def _is_no_sentence_end(plain: str, before: Hit, after: Hit) -> bool:
    """Say whether no sentence ends between: a full stop and a space end one, but not after an initial."""
    between = plain[before.end : after.start]
    return not between.startswith(". ") or len(before.word) == 1


def _are_one_in_small_letters(plain: str, before: Hit, after: Hit) -> bool:
    """Say whether everyday words in small letters stand side by side, each as on the roster or short for it."""
    surest = min(before.candidate.best, after.candidate.best)
    if surest < Spelling.SHORT or before.has_capital != after.has_capital:
        return False
    return plain[before.end : after.start] in _SIDE_BY_SIDE
