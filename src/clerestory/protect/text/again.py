"""What was found once is found wherever it stands: a passage that is withheld here may not stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import ahocorasick

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.protect.text.finders import find_all, merged
from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.roster.ordinary import ORDINARY, PARTICLES, TITLES
from clerestory.protect.text.stretches import REACH, searched

RULE = "again"
_NO_NAMES = PARTICLES | TITLES
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
    """

    spellings: Mapping[str, Finding] = field(repr=False)

    def __repr__(self) -> str:
        return f"FoundBefore({len(self.spellings)} passages)"

    @property
    def reach(self) -> int:
        """As far as the longest of the passages, if that is far."""
        return max([REACH, *map(len, self.spellings)])

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield every place where one of the passages stands as a word or words."""
        if not self.spellings:
            return
        automaton = ahocorasick.Automaton()
        for spelling in self.spellings:
            automaton.add_word(spelling, spelling)
        automaton.make_automaton()
        for last, spelling in automaton.iter(text.folded):
            first, end = last + 1 - len(spelling), last + 1
            if _is_word(text.folded, first, end):
                start, end = text.original_span(first, end)
                found = self.spellings[spelling]
                yield Finding(start, end, found.kind, f"{RULE}.{found.rule}", found.certainty, found.person)


def found_before(text: str, findings: Iterable[Finding]) -> FoundBefore:
    """Give a finder of what was found in a text and is no everyday word."""
    surest: dict[str, Finding] = {}  # of each passage as it is written, so that its spelling is asked for once
    for finding in findings:
        if finding.kind in _REPEATED:
            passage = text[finding.start : finding.end]
            surest[passage] = min(finding, surest.get(passage, finding), key=_doubt)
    spellings: dict[str, Finding] = {}
    for passage, finding in surest.items():
        spelling = normalise(passage).folded.strip(" .,;:'\"()")
        if tells_something(spelling):
            spellings[spelling] = min(finding, spellings.get(spelling, finding), key=_doubt)
    return FoundBefore(spellings)


def with_repeats(text: str, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Give findings of a text, and whatever stands in it again of them."""
    repeats = find_all(text, [found_before(text, findings)])
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
    automaton = ahocorasick.Automaton()
    for spelling in spellings:
        automaton.add_word(spelling, spelling)
    automaton.make_automaton()

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
