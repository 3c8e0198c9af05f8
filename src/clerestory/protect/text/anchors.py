"""Anchor facts in texts (rule J2), each with its place: two kinds or more in one passage go to a reviewer.

A passage is a line of the text (a paragraph, heading or cell of a document), or three sentences in a row, across lines
too: facts that a line break parts identify no less. A sentence ends with its sign, or at a line break after which no
small letter goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.holds import HoldState
from clerestory.model.wording.anchor_places import anchor_spans
from clerestory.model.wording.anchors import Anchor
from clerestory.protect.text.normalised import NormalisedText

RULE = "anchors"
SENTENCES = 3  # of a passage
_LINE = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[^a-z\s])|[\n\r\v\f\x85\u2028\u2029]\s*(?=[^a-z\s])")
_KINDS: Mapping[Anchor, Kind] = MappingProxyType(
    {
        Anchor.PLACE: Kind.PLACE,
        Anchor.SCHOOL: Kind.SCHOOL,
        Anchor.BUSINESS: Kind.ORGANISATION,
        Anchor.MONTH: Kind.DATE,
        Anchor.SENTENCE: Kind.QUANTITY,
        Anchor.DEFENDANTS: Kind.QUANTITY,
        Anchor.AGE: Kind.TRAIT,
        Anchor.NATIONALITY: Kind.TRAIT,
    }
)


@dataclass(frozen=True)
class AnchorFacts:
    """Finds anchor facts that could together identify a case; every one of them is put to a reviewer.

    Parameters
    ----------
    at_least : int
        How many kinds of them in one passage.
    """

    at_least: int = 2

    def find(self, text: NormalisedText) -> Iterator[Finding]:
        """Yield every anchor fact of each passage that has enough kinds, in any order."""
        spans = [(*text.original_span(span.start, span.end), span) for span in anchor_spans(text.plain)]
        together = _together([(start, span.anchor) for start, _, span in spans], text.original, self.at_least)
        for number, (start, end, span) in enumerate(spans):
            if number in together:
                yield Finding(start, end, _KINDS[span.anchor], RULE, Certainty.ASK)


def _together(found: Sequence[tuple[int, Anchor]], text: str, at_least: int) -> frozenset[int]:
    """Give which of the facts stand in a passage with enough kinds."""
    lines = [match.end() for match in _LINE.finditer(text)]
    sentences = [match.end() for match in _SENTENCE.finditer(text)]
    by_line: dict[int, list[int]] = {}
    by_window: dict[int, list[int]] = {}
    for number, (start, _) in enumerate(found):
        by_line.setdefault(bisect_right(lines, start), []).append(number)
        sentence = bisect_right(sentences, start)
        for first in range(sentence - SENTENCES + 1, sentence + 1):
            by_window.setdefault(first, []).append(number)
    passages = (*by_line.values(), *by_window.values())
    enough = (numbers for numbers in passages if len({found[number][1] for number in numbers}) >= at_least)
    return frozenset(number for numbers in enough for number in numbers)


@dataclass(frozen=True)
class PlaceRule:
    """A place is named only from a concluded case, after the anchor check and the lawyer's decision.

    Parameters
    ----------
    hold : HoldState, optional
        Of the case; None where it is not known, and then it holds.
    """

    hold: HoldState | None = None

    @property
    def lawyer_may_keep(self) -> bool:
        """Whether a decision of the lawyer can keep a place; else none can."""
        return self.hold is HoldState.CLEAR

    def apply(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Give the findings, places to be removed without asking, or to be decided by the lawyer where one may.

        Parameters
        ----------
        findings : iterable of Finding
            Of every rule, the anchor check among them.
        """
        certainty = Certainty.ASK if self.lawyer_may_keep else Certainty.REMOVE
        return tuple(replace(of, certainty=certainty) if of.kind is Kind.PLACE else of for of in findings)
