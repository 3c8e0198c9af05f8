"""Annotations and form fields of a page: redactions not applied, and values that are not shown."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from clerestory.model.redaction.inspection import Box, Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.sight import PLAIN
from clerestory.protect.documents.inspection.tokens import tokens, unknown_in

MOST_ANNOTATIONS = 10_000  # of one page
_HIDDEN = 2 | 32  # flags Hidden and NoView (ISO 32000-2, 12.5.3)
_DEEPEST = 16
_EDGE = 3.0  # points that the border of a field takes
_FILE, _SEEN = (Way.FILE,), (Way.FILE, Way.RENDERING)


def annotations_of(page: pikepdf.Page) -> Iterator[pikepdf.Dictionary]:
    """Give the annotations of a page that have a place."""
    found = page.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return
    for place in range(min(len(found), MOST_ANNOTATIONS)):
        annotation = found[place]
        if isinstance(annotation, pikepdf.Dictionary) and box_of(annotation) is not None:
            yield annotation


def box_of(annotation: pikepdf.Dictionary) -> Box | None:
    """Give the rectangle of an annotation."""
    try:
        x, y, other_x, other_y = (float(side) for side in annotation.get("/Rect", ()))
    except (TypeError, ValueError):
        return None
    return Box(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))


def text_of(thing: pikepdf.Object, key: str) -> str:
    """Give a text of a dictionary; empty where there is none."""
    value = thing.get(key)
    return str(value) if isinstance(value, pikepdf.String) else ""


def annotation_traces(page: LookedAt) -> Iterator[Trace]:
    """Give redactions that were not applied, and values of fields that the page does not show."""
    for annotation in annotations_of(page.objects):
        kind, box = annotation.get("/Subtype"), box_of(annotation)
        assert box is not None
        if kind == "/Redact":
            words = _words_in(page, box)
            letters = sum(sign.isalnum() for sign in words)
            yield Trace(Fault.NOT_APPLIED, page.number, box, Sureness.SURE, _FILE, words, letters)
        elif kind == "/Widget":
            yield from _field(page, annotation, box)


def _words_in(page: LookedAt, box: Box) -> str:
    boxes = page.letters.boxes
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    within = (box.left <= x) & (x <= box.right) & (box.bottom <= y) & (y <= box.top) & boxes.any(axis=1)
    return "".join(page.letters.signs[place] for place in within.nonzero()[0])


def _field(page: LookedAt, widget: pikepdf.Dictionary, box: Box) -> Iterator[Trace]:
    value, default = _inherited(widget, "/V"), _inherited(widget, "/DV")
    shown = tokens(page.letters.signs)
    if len(words := unknown_in(value, shown)) and not _is_shown(page, widget, box):
        letters = sum(map(len, words))
        yield Trace(Fault.FIELD, page.number, box, Sureness.SURE, _SEEN, value, letters)
    if len(words := unknown_in(default, shown + tokens(value))):
        yield Trace(Fault.FIELD, page.number, box, Sureness.LIKELY, _FILE, default, sum(map(len, words)))


def _is_shown(page: LookedAt, widget: pikepdf.Dictionary, box: Box) -> bool:
    if int(widget.get("/F", 0)) & _HIDDEN:
        return False
    edge_x, edge_y = min(_EDGE, (box.right - box.left) / 4), min(_EDGE, (box.top - box.bottom) / 4)
    inside = Box(box.left + edge_x, box.bottom + edge_y, box.right - edge_x, box.top - edge_y)
    return page.sight.spread_in(inside) > PLAIN


def _inherited(field: pikepdf.Dictionary, key: str) -> str:
    """Give a text of a field or of the nearest one above that has it."""
    here: pikepdf.Object | None = field
    for _ in range(_DEEPEST):
        if not isinstance(here, pikepdf.Dictionary):
            return ""
        if found := text_of(here, key):
            return found
        here = here.get("/Parent")
    return ""
