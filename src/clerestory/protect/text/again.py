"""What was found once is found wherever it stands: a passage that is withheld here may not stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.roster.ordinary import ORDINARY, PARTICLES, TITLES

RULE = "again"
_SHORTEST = 4  # letters and digits of what is looked for again
# A month, an age or a town may be told of one thing and of another.
_REPEATED = frozenset(Kind) - {Kind.DATE, Kind.TRAIT, Kind.QUANTITY, Kind.PLACE, Kind.ORGANISATION, Kind.OTHER}


@dataclass(frozen=True, repr=False)
class FoundBefore:
    """Finds passages that were found before, in this text or another of the same case.

    Attributes
    ----------
    spellings : frozenset of str
        In plain small letters.
    """

    spellings: frozenset[str]

    def __repr__(self) -> str:
        return f"FoundBefore({len(self.spellings)} passages)"

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield every place where one of the passages stands as a word or words."""
        if not self.spellings:
            return
        automaton = ahocorasick.Automaton()
        for spelling in self.spellings:
            automaton.add_word(spelling, len(spelling))
        automaton.make_automaton()
        for last, length in automaton.iter(text.folded):
            start, end = last + 1 - length, last + 1
            if _is_word(text.folded, start, end):
                yield Finding(*text.original_span(start, end), Kind.OTHER, RULE)


def found_before(text: str, findings: Iterable[Finding]) -> FoundBefore:
    """Give a finder of what was found in a text and is no everyday word."""
    written = {text[finding.start : finding.end] for finding in findings if finding.kind in _REPEATED}
    spellings = {normalise(passage).folded.strip(" .,;:'\"()") for passage in written}
    return FoundBefore(frozenset(spelling for spelling in spellings if tells_something(spelling)))


def tells_something(spelling: str) -> bool:
    """Say whether a passage in small letters is more than an everyday word, a title or a sign."""
    words = [word for word in spelling.replace("'", "").split() if word not in PARTICLES | TITLES]
    letters = sum(sign.isalnum() for sign in spelling)
    return letters >= _SHORTEST and any(word.strip(".,;:()") not in ORDINARY for word in words)


def _is_word(folded: str, start: int, end: int) -> bool:
    return not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
