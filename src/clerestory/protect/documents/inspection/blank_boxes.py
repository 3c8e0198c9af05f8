"""Boxes that hold nothing: how a page looks that was redacted, and what the width of one tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from clerestory.model.redaction.inspection import Box, Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.drawn import Cover, Kind
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.sight import PLAIN

MOST_BOXES = 2_000  # of one page
_DARK = 100
_HEIGHTS = (5.0, 40.0)
_LEAST_WIDTH = 10.0
_NEAR = 1.5  # times the height of a box: how far the next word of its line may be
_SAME_WIDTH = 1.5  # points


def blank_boxes(page: LookedAt) -> tuple[Box, ...]:
    """Give dark shapes as high as a word that hold no letter, seen or not."""
    dark = [
        cover
        for cover in page.drawing.covers
        if cover.kind is Kind.SHAPE and cover.is_opaque and cover.luminance < _DARK and _is_like_a_word(cover.box)
    ]
    return tuple(
        cover.box for cover in dark[:MOST_BOXES] if not _holds_letters(page, cover.box) and _is_shown(page, cover)
    )


def width_traces(page: LookedAt, boxes: Sequence[Box], widths: set[float]) -> Iterator[Trace]:
    """Give boxes that stand in a line of text, unless all boxes of the file are of one width.

    Parameters
    ----------
    page : LookedAt
    boxes : sequence of Box
        Blank boxes of the page.
    widths : set of float
        Widths of the blank boxes of the whole file, in points.
    """
    if len(boxes) > 1 and max(widths) - min(widths) <= _SAME_WIDTH:
        return
    lefts = [round(box.left) for box in boxes]
    for box, left in zip(boxes, lefts, strict=True):
        if lefts.count(left) <= 2 and _stands_in_line(page, box):
            yield Trace(Fault.WIDTH, page.number, box, Sureness.REMARK, (Way.OBJECTS,))


def _is_shown(page: LookedAt, cover: Cover) -> bool:
    """Say whether most of a shape has its own colour on the page; the sign of a comment may lie on it."""
    shown = page.sight.colour_in(cover.box)
    return max(abs(a - b) for a, b in zip(shown, cover.colour, strict=True)) <= PLAIN


def _is_like_a_word(box: Box) -> bool:
    low, high = _HEIGHTS
    return low <= box.top - box.bottom <= high and box.right - box.left >= _LEAST_WIDTH


def _holds_letters(page: LookedAt, box: Box) -> bool:
    boxes = page.letters.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return bool(((box.left < x) & (x < box.right) & (box.bottom < y) & (y < box.top) & boxes.any(axis=1)).any())


def _stands_in_line(page: LookedAt, box: Box) -> bool:
    """Say whether letters stand right before and right after a box, at its height."""
    boxes = page.letters.boxes
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    level = boxes[(box.bottom - 1 <= y) & (y <= box.top + 1) & boxes.any(axis=1)]
    reach = _NEAR * (box.top - box.bottom)
    before, after = box.left - level[:, 2], level[:, 0] - box.right
    return bool(np.any((before >= -2) & (before <= reach)) and np.any((after >= -2) & (after <= reach)))
