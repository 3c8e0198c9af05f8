"""Anchor facts in texts (rule J2), each with its place: two kinds or more in one passage go to a reviewer.

A passage is a line of the text (a paragraph, heading or cell of a document), or three sentences in a row, across lines
too: facts that a line break parts identify no less. A sentence ends with its sign, or at a line break after which no
small letter goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.holds import HoldState
from clerestory.model.wording.anchor_places import AnchorSpan, anchor_spans
from clerestory.model.wording.anchors import Anchor
from clerestory.protect.text.finders import ClueFinder
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
class AnchorFacts(ClueFinder[AnchorSpan]):
    """Finds anchor facts that could together identify a case; every one of them is put to a reviewer.

    Parameters
    ----------
    at_least : int
        How many kinds of them in one passage.
    """

    at_least: int = 2

    def clues(self, text: NormalisedText) -> Iterator[AnchorSpan]:
        """Yield every anchor fact, in code points of the original."""
        for span in anchor_spans(text.plain):
            yield AnchorSpan(*text.original_span(span.start, span.end), span.anchor)

    def settled(self, clues: Iterable[AnchorSpan], original: str) -> Iterator[Finding]:
        """Yield every anchor fact of each passage that has enough kinds, in any order."""
        spans = list(clues)
        together = _together(spans, original, self.at_least)
        for number, span in enumerate(spans):
            if number in together:
                yield Finding(span.start, span.end, _KINDS[span.anchor], RULE, Certainty.ASK)


def _together(spans: Sequence[AnchorSpan], text: str, at_least: int) -> frozenset[int]:
    """Give which of the facts stand in a passage with enough kinds."""
    starts = np.array([span.start for span in spans], dtype=np.int64)
    lines = np.searchsorted(_ends(_LINE, text), starts, side="right").tolist()
    sentences = np.searchsorted(_ends(_SENTENCE, text), starts, side="right").tolist()
    by_line: dict[int, list[int]] = {}
    by_window: dict[int, list[int]] = {}
    for number, (line, sentence) in enumerate(zip(lines, sentences, strict=True)):
        by_line.setdefault(line, []).append(number)
        for first in range(sentence - SENTENCES + 1, sentence + 1):
            by_window.setdefault(first, []).append(number)
    passages = (*by_line.values(), *by_window.values())
    enough = (numbers for numbers in passages if len({spans[number].anchor for number in numbers}) >= at_least)
    return frozenset(number for numbers in enough for number in numbers)


def _ends(pattern: re.Pattern[str], text: str) -> npt.NDArray[np.int64]:
    return np.fromiter((found.end() for found in pattern.finditer(text)), dtype=np.int64)


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
