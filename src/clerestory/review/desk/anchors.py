"""Where a comment stands: its anchor in the version that was read, and what becomes of it in another version.

Words are found again by themselves and by what stands around them, code point by code point; never by a place alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Opcodes, Postfix, Prefix

from clerestory.errors import DeskError
from clerestory.model.desk.anchors import MOST_QUOTED, Anchor, Lost, Moved, Placed, Reanchored
from clerestory.model.desk.documents import Block, Document

LIKENESS_PCT = 75.0  # English texts that have nothing to do with each other are alike by 50 to 60
AROUND = 32  # code points kept of what stands before and after a quote
_ENOUGH = 24  # code points of a quote that is known by itself, whatever stands around it
_SHORT = 12  # code points with all around: what is shorter is like too much to be known by being alike
_LOOKED_AT = 12  # passages that share most words with the quote
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Span:
    """Code points of a text, from ``start`` to before ``end``."""

    start: int
    end: int


def anchor_to(
    document: Document,
    block_id: str,
    *,
    row: str = "",
    column: str = "",
    quote: str = "",
    before: str = "",
    after: str = "",
) -> Anchor:
    """Give the anchor of a comment on a document, a block, a cell, or words of either.

    Parameters
    ----------
    block_id : str
        Empty for the document as a whole.
    row, column : str
        Names of the cell's row and column; empty for the table as a whole.
    quote : str
        Words as they are printed, however they are spaced; empty for all of the text.
    before, after : str
        What stands around them, where they stand more than once.

    Raises
    ------
    DeskError
        If the document has no such block or cell, or the words do not stand there.
    """
    if not block_id:
        return Anchor(document=document.id, version=document.version)
    block = document.by_id.get(block_id)
    text = _text_at(block, row, column)
    if block is None or text is None:
        raise DeskError(
            "is no part of this version that can be commented on",
            where=f"document {document.id}",
            remedy="Load the page again: the document may have changed.",
        )
    spans = _places(quote or text[:MOST_QUOTED], text)
    if not spans:
        raise DeskError(
            "the words that are quoted do not stand there",
            where=f"document {document.id}",
            remedy="Copy them from the page, or comment on the whole passage.",
        )
    span = max(spans, key=lambda one: _agreement(text, one, before, after))
    return _anchored(document, block, text, span, row=row, column=column)


def reanchored(anchor: Anchor, document: Document) -> Reanchored:
    """Say where an anchor stands in another version of its document.

    Returns
    -------
    Placed, Moved or Lost
        Placed where the same words stand at the same address. Moved where a passage is alike by ``LIKENESS_PCT`` or
        more, or other words stand in a cell or a title that kept its address. Lost otherwise.
    """
    if not anchor.block:
        return Placed(anchor.model_copy(update={"version": document.version}), 0)
    block = document.by_id.get(anchor.block)
    text = _text_at(block, anchor.row, anchor.column)
    if block is not None and text is not None:
        return _at_address(anchor, document, block, text)
    found = None if anchor.row or anchor.column else _nearest(anchor, document)
    return found or Lost(anchor.section if anchor.section in document.by_id else "", anchor)


def _text_at(block: Block | None, row: str, column: str) -> str | None:
    if block is None or not (row or column):
        return block.text if block else None
    found = block.cell(row, column)
    return found.text if found else None


def _at_address(anchor: Anchor, document: Document, block: Block, text: str) -> Placed | Moved:
    span = _best(anchor, text)
    cell = {"row": anchor.row, "column": anchor.column}
    if span is not None:
        return Placed(_anchored(document, block, text, span, **cell), span.start)
    whole = Span(0, len(text))
    return Moved(_anchored(document, block, text, whole, **cell), 0, anchor, fuzz.ratio(anchor.quote, text))


def _best(anchor: Anchor, text: str) -> Span | None:
    """Give the place of an anchor's words in a text; of several the one around which the same words stand."""
    spans = _places(anchor.quote, text)
    same = [span for span in spans if _around(text, span) == (anchor.before, anchor.after)]
    if same:
        return same[min(anchor.ordinal, len(same) - 1)]
    return max(spans, key=lambda one: _agreement(text, one, anchor.before, anchor.after), default=None)


def _places(quote: str, text: str) -> list[Span]:
    """Give every place of some words in a text, however either is spaced; places may overlap."""
    if not quote.strip():
        return [] if text.strip() else [Span(0, len(text))]
    if quote.split(maxsplit=1)[0] not in text:  # most blocks of a document: far quicker than the pattern
        return []
    return [Span(*match.span(1)) for match in _spaced(quote).finditer(text)]


@lru_cache(maxsize=256)
def _spaced(quote: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, quote.split()))
    return re.compile(f"(?=({words}))")


def _around(text: str, span: Span) -> tuple[str, str]:
    return text[max(span.start - AROUND, 0) : span.start], text[span.end : span.end + AROUND]


def _agreement(text: str, span: Span, before: str, after: str) -> int:
    """Count the code points next to a place that agree with what stood around the quote."""
    here = _around(text, span)
    return Postfix.similarity(here[0], before) + Prefix.similarity(here[1], after)


def _anchored(document: Document, block: Block, text: str, span: Span, *, row: str = "", column: str = "") -> Anchor:
    quoted = Span(span.start, min(span.end, span.start + MOST_QUOTED))
    quote, around = text[quoted.start : quoted.end], _around(text, quoted)
    same = [one for one in _places(quote, text) if _around(text, one) == around]
    return Anchor(
        document=document.id,
        version=document.version,
        block=block.id,
        section=block.section,
        row=row,
        column=column,
        quote=quote,
        before=around[0],
        after=around[1],
        ordinal=next((at for at, one in enumerate(same) if one.start == quoted.start), 0),
    )


Found = tuple[float, Block, Span]


def _nearest(anchor: Anchor, document: Document) -> Moved | None:
    """Find the passage that is most like what was quoted; of equals its own section's, then the first."""
    found = list(_verbatim(anchor, document)) or list(_alike(anchor, document))
    if not found:
        return None
    likeness, block, span = max(found, key=lambda one: (one[0], one[1].section == anchor.section))
    return Moved(_anchored(document, block, block.text, span), span.start, anchor, likeness)


def _verbatim(anchor: Anchor, document: Document) -> Iterator[Found]:
    """Yield where a quote that is long enough to be known by itself stands word for word."""
    if len(anchor.quote) < _ENOUGH:
        return
    for block in document.blocks:
        span = _best(anchor, block.text)
        if span is not None:
            before, after = _around(block.text, span)
            here, there = (
                one + anchor.quote + other for one, other in ((before, after), (anchor.before, anchor.after))
            )
            yield fuzz.ratio(here, there), block, span


def _alike(anchor: Anchor, document: Document) -> Iterator[Found]:
    """Yield the passages that are like the quote with what stood around it."""
    needle = anchor.before + anchor.quote + anchor.after
    for block, first, passage in _passages(needle, document.blocks):
        at = _aligned(needle, passage)
        likeness = fuzz.ratio(needle, passage[at.start : at.end])
        if likeness >= (100.0 if len(needle) < _SHORT else LIKENESS_PCT):
            yield likeness, block, _instead(anchor, block.text, Span(first + at.start, first + at.end))


def _passages(needle: str, blocks: Sequence[Block]) -> list[tuple[Block, int, str]]:
    """Give the passages that share most words with what is sought; a long text is cut into some that overlap."""
    words, size = _words_in(needle), max(len(needle), 1)
    cut = [(block, at, block.text[at : at + 3 * size]) for block in blocks for at in _cuts(block.text, size)]
    return sorted(cut, key=lambda one: -len(words & _words_in(one[2])))[:_LOOKED_AT]


@lru_cache(maxsize=4096)  # the comments of a page are looked for in the same passages
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def _cuts(text: str, size: int) -> range:
    return range(0, max(len(text) - 2 * size, 1), size)


def _aligned(needle: str, passage: str) -> Span:
    """Give the part of a passage that is most like what is sought: all of one that is no longer."""
    found = fuzz.partial_ratio_alignment(needle, passage) if len(passage) > len(needle) else None
    return Span(found.dest_start, found.dest_end) if found else Span(0, len(passage))


def _instead(anchor: Anchor, text: str, near: Span) -> Span:
    """Give what stands in a text where the quote stood; all that is near where nothing does."""
    if not (anchor.before or anchor.after) and fuzz.ratio(anchor.quote, text) >= LIKENESS_PCT:
        return Span(0, len(text))  # all of a passage was quoted, and this is that passage
    steps = Indel.opcodes(anchor.before + anchor.quote + anchor.after, text[near.start : near.end])
    first = _carried(len(anchor.before), steps)
    last = _carried(len(anchor.before) + len(anchor.quote), steps)
    for start, end in ((first[1], last[0]), (first[0], last[1])):  # without and with what was put in at its ends
        if text[near.start + start : near.start + end].strip():
            return _whole_words(text, Span(near.start + start, near.start + end))
    return near


def _carried(place: int, steps: Opcodes) -> tuple[int, int]:
    """Give the first and the last place that a place between two code points may have after an edit."""
    touched = [step for step in steps if step.src_start <= place <= step.src_end]
    inside = [step.dest_start + place - step.src_start for step in touched if step.tag == "equal"]
    at = inside + [end for step in touched if step.tag != "equal" for end in (step.dest_start, step.dest_end)]
    return min(at, default=0), max(at, default=0)


def _whole_words(text: str, span: Span) -> Span:
    """Give a place without spaces at its ends, and without half a word."""
    start = span.end - len(text[span.start : span.end].lstrip())
    end = span.start + len(text[span.start : span.end].rstrip())
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)
