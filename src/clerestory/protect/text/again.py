"""What was found once is found wherever it stands: a passage that is withheld here may not stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import ahocorasick

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.protect.text.finders import find_all, merged
from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.roster.ordinary import EVERYDAY, ORDINARY, PARTICLES, POSTS, TITLES
from clerestory.protect.text.stretches import REACH, searched

RULE = "again"
_NO_NAMES = PARTICLES | TITLES
_NOT_ALONE = EVERYDAY | POSTS
_OF_ROSTER = "roster"
_WORD = re.compile(r"[^\W\d_][\w'\-]*")
_SHORTEST = 4  # letters and digits of what is looked for again
# A month, an age or a town may be told of one thing and of another.
_REPEATED = frozenset(Kind) - {Kind.DATE, Kind.TRAIT, Kind.QUANTITY, Kind.PLACE, Kind.ORGANISATION, Kind.OTHER}


@dataclass(frozen=True, repr=False)
class FoundBefore:
    """Finds passages that were found before, in this text or another of the same case.

    Attributes
    ----------
    spellings : mapping of str to Finding
        The surest finding of each, in plain small letters: what stands again is of its kind, person and certainty.
    words : mapping of str to Finding
        The words of names that no roster knows, which stand alone elsewhere; found with a capital, and asked about.
    """

    spellings: Mapping[str, Finding] = field(repr=False)
    words: Mapping[str, Finding] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        return f"FoundBefore({len(self.spellings)} passages)"

    @property
    def reach(self) -> int:
        """As far as the longest of the passages, if that is far."""
        return max([REACH, *map(len, self.sought)])

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield every place where one of the passages stands as a word or words."""
        if not self.sought:
            return
        for last, spelling in self._automaton.iter(text.folded):
            first, end = last + 1 - len(spelling), last + 1
            if not _is_word(text.folded, first, end):
                continue
            if found := self.spellings.get(spelling):
                yield _again(text, first, end, found)
            elif text.plain[first].isupper():
                yield replace(_again(text, first, end, self.words[spelling]), certainty=Certainty.ASK)

    @property
    def sought(self) -> frozenset[str]:
        """Everything that is looked for."""
        return frozenset((*self.spellings, *self.words))

    @cached_property
    def _automaton(self) -> Any:
        return _automaton_of(self.sought)


def _again(text: NormalisedText, first: int, end: int, found: Finding) -> Finding:
    rule = f"{RULE}.{found.rule.removeprefix(f'{RULE}.')}"
    start, end = text.original_span(first, end)
    return replace(found, start=start, end=end, rule=rule)


def _automaton_of(spellings: Iterable[str]) -> Any:
    automaton = ahocorasick.Automaton()
    for spelling in spellings:
        automaton.add_word(spelling, spelling)
    automaton.make_automaton()
    return automaton


def found_before(text: str, findings: Iterable[Finding]) -> FoundBefore:
    """Give a finder of what was found in a text and is no everyday word."""
    return found_in_any([(text, findings)])


def found_in_any(found: Iterable[tuple[str, Iterable[Finding]]]) -> FoundBefore:
    """Give a finder of what was found in texts that belong together, each with its findings."""
    surest: dict[str, Finding] = {}  # of each passage as it is written, so that its spelling is asked for once
    for text, findings in found:
        for finding in findings:
            if finding.kind in _REPEATED:
                passage = text[finding.start : finding.end]
                surest[passage] = min(finding, surest.get(passage, finding), key=_doubt)
    spellings: dict[str, Finding] = {}
    for passage, finding in surest.items():
        spelling = normalise(passage).folded.strip(" .,;:'\"()")
        if tells_something(spelling):
            spellings[spelling] = min(finding, spellings.get(spelling, finding), key=_doubt)
    words = {word: finding for passage, finding in surest.items() for word in _words_alone(passage, finding)}
    return FoundBefore(spellings, words)


def _words_alone(passage: str, finding: Finding) -> Iterator[str]:
    """Yield the words that name somebody whom no roster knows; the roster's own words it looks for itself."""
    if finding.kind is not Kind.PERSON or _OF_ROSTER in finding.rule.split("."):
        return
    for word in _WORD.findall(normalise(passage).plain):
        small = word.lower().removesuffix("'s")
        if word[0].isupper() and small not in _NOT_ALONE and tells_something(small):
            yield small


def with_repeats(text: str, findings: Sequence[Finding], known: FoundBefore) -> tuple[Finding, ...]:
    """Give findings of a text, and whatever stands in it of what is known."""
    repeats = find_all(text, [known])
    return merged([*((0, finding) for finding in findings), *((1, finding) for finding in repeats)])


def _doubt(finding: Finding) -> tuple[bool, bool]:
    return finding.certainty is Certainty.ASK, finding.person is None


def still_in(text: str, passages: Iterable[str]) -> frozenset[str]:
    """Give which passages stand in a text in their plain small letters, within other words too."""
    spellings: dict[str, set[str]] = {}
    for passage in passages:
        spellings.setdefault(normalise(passage).folded.strip(), set()).add(passage)
    spellings.pop("", None)  # hidden signs alone
    if not spellings:
        return frozenset()
    automaton = _automaton_of(spellings)

    def scan(part: NormalisedText) -> Iterator[_Still]:
        for last, spelling in automaton.iter(part.folded):
            yield _Still(*part.original_span(last + 1 - len(spelling), last + 1), spelling)

    there = {still.spelling for still in searched(text, [scan], reach=max(REACH, *map(len, spellings)))[0]}
    return frozenset(passage for spelling in there for passage in spellings[spelling])


@dataclass(frozen=True, repr=False, slots=True)
class _Still:
    """A passage that stands in a text."""

    start: int
    end: int
    spelling: str


def tells_something(spelling: str) -> bool:
    """Say whether a passage in small letters is more than an everyday word, a title or a sign."""
    words = [word for word in spelling.replace("'", "").split() if word not in _NO_NAMES]
    letters = sum(sign.isalnum() for sign in spelling)
    return letters >= _SHORTEST and any(word.strip(".,;:()") not in ORDINARY for word in words)


def _is_word(folded: str, start: int, end: int) -> bool:
    return not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
