"""Words of a text that could be names of a roster, and which of them stand together as the name of one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.index import Candidate, RosterIndex, Spelling

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Between two parts of a name: spaces, signs, initials, or one middle name that the roster does not have.
_WITHIN = re.compile(r"[ ,.\-_/'\"()&]{0,3}(?:[^\W\d_]\.?[ .]{1,2}){0,3}|[ .\-_]{1,2}[A-Z][^\W_]+[ .\-_]{1,2}")
_LONGEST_WITHIN = 24


@dataclass(frozen=True, repr=False)
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

    @property
    def person(self) -> int | None:
        """The one person whom the spellings fit best; None if they fit several alike."""
        worth = {p: sum(hit.candidate.people[p] for hit in self.hits) for p in self.people}
        most = max(worth.values())
        best = [p for p, value in worth.items() if value == most]
        return best[0] if len(best) == 1 else None

    @property
    def spellings(self) -> tuple[Spelling, ...]:
        """How each word that is more than a particle fits, for the person whom it fits best."""
        named = [hit for hit in self.hits if not hit.candidate.is_particle]
        return tuple(max(hit.candidate.people[p] for p in self.people) for hit in named)


def hits_in(text: NormalisedText, index: RosterIndex) -> list[Hit]:
    """Give the words of a text that could be names, in order."""
    known = {}
    for word in set(_WORD.findall(text.plain)):
        candidate = index.candidate(word)
        if candidate is not None:
            known[word] = candidate
    if not known:
        return []
    found = ((match.start(), match.end(), match[0]) for match in _WORD.finditer(text.plain))
    return [Hit(start, end, word, known[word]) for start, end, word in found if word in known]


def groups_of(hits: Sequence[Hit], text: NormalisedText) -> Iterator[Group]:
    """Yield hits in groups: a word joins the one before it if both fit one person and little stands between."""
    group: list[Hit] = []
    people: frozenset[int] = frozenset()
    for hit in hits:
        fits = people & hit.candidate.people.keys()
        if group and fits and _stand_together(text.plain, group[-1], hit):
            group.append(hit)
            people = frozenset(fits)
            continue
        if group:
            yield Group(tuple(group), people)
        group, people = [hit], frozenset(hit.candidate.people)
    if group:
        yield Group(tuple(group), people)


def _stand_together(plain: str, before: Hit, after: Hit) -> bool:
    if after.start - before.end > _LONGEST_WITHIN:
        return False
    if before.is_plain_word or after.is_plain_word:
        return False
    between = _WITHIN.fullmatch(plain, before.end, after.start)
    return between is not None and _is_no_sentence_end(plain, before, after)


def _is_no_sentence_end(plain: str, before: Hit, after: Hit) -> bool:
    """Say whether no sentence ends between: a full stop and a space end one, but not after an initial."""
    between = plain[before.end : after.start]
    return not between.startswith(". ") or len(before.word) == 1
