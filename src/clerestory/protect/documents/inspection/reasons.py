"""Why a word that can be extracted is not seen."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from clerestory.model.redaction.inspection import Box, Fault, Sureness, Way
from clerestory.protect.documents.inspection.drawn import Kind
from clerestory.protect.documents.inspection.letters import Run
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.sight import SEEN

_UNDRAWN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_PLAIN_SCAN = 24  # levels within which a place of a scan is one colour, by what JPEG leaves
_SAME = 40  # levels by which two colours may differ and still hide one another in print
_MARK_LENGTH = 64


@dataclass(frozen=True)
class Reason:
    """Why letters are not seen, how sure that is, and of how few letters it is told."""

    fault: Fault
    sureness: Sureness
    ways: tuple[Way, ...] = (Way.RENDERING,)
    least_letters: int = 2


_BOTH = (Way.OBJECTS, Way.RENDERING)
_OUTSIDE = Reason(Fault.OUTSIDE, Sureness.SURE, _BOTH)
_LAYER = Reason(Fault.LAYER, Sureness.SURE, _BOTH)
_CLIPPED = Reason(Fault.CLIPPED, Sureness.SURE, _BOTH)
_SAME_COLOUR = Reason(Fault.SAME_COLOUR, Sureness.SURE, _BOTH)
_ANNOTATION = Reason(Fault.UNDER_ANNOTATION, Sureness.SURE, _BOTH)
_INVISIBLE = Reason(Fault.INVISIBLE, Sureness.SURE, _BOTH)
# OCR may read a smear as a letter or two; a word on a plain light place is another matter.
_INVISIBLE_ON_LIGHT = Reason(Fault.INVISIBLE, Sureness.LIKELY, _BOTH, least_letters=4)
_UNKNOWN = Reason(Fault.GLYPHS, Sureness.LIKELY, least_letters=3)


def reason_of(page: LookedAt, word: Run) -> Reason | None:
    """Say why a word is not seen; None where it is a word that a scan shows (the text layer of OCR)."""
    if page.box.overlap(word.box) <= word.box.area / 2 and not _is_thin(page, word.box):
        return _OUTSIDE
    if (cover := page.covered.get(word.first)) is not None and cover.alpha >= 200:
        fault = Fault.UNDER_SHAPE if cover.kind is Kind.SHAPE else Fault.UNDER_PICTURE
        return Reason(fault, Sureness.LIKELY, _BOTH)
    handle = page.letters.handle(word.first)
    if handle is None:
        return None
    if raw.FPDFTextObj_GetTextRenderMode(handle) in _UNDRAWN:
        return _undrawn(page, word)
    return _drawn(page, word, handle)


def _is_thin(page: LookedAt, box: Box) -> bool:
    """Say whether a box has no area and its middle is on the page."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    return box.area == 0 and page.box.left <= x <= page.box.right and page.box.bottom <= y <= page.box.top


def _undrawn(page: LookedAt, word: Run) -> Reason | None:
    if page.sight.spread_in(word.box) > _PLAIN_SCAN:
        return None
    return _INVISIBLE if max(page.sight.colour_in(word.box)) < 160 else _INVISIBLE_ON_LIGHT


def _drawn(page: LookedAt, word: Run, handle: Any) -> Reason:
    if _has_mark(handle, "OC"):
        return _LAYER
    if _is_clipped(handle, word.box):
        return _CLIPPED
    if "/Annots" in page.objects and page.without_annotations.change_in(word.box) >= SEEN:
        return _ANNOTATION
    red, green, blue, alpha = _ink(page, word.first)
    if alpha < 8:
        return _INVISIBLE
    ground = page.sight.colour_in(word.box)
    if max(abs(a - b) for a, b in zip((red, green, blue), ground, strict=True)) <= _SAME:
        return _SAME_COLOUR
    return Reason(Fault.LAYER, Sureness.LIKELY) if page.layers_off else _UNKNOWN


def _has_mark(handle: Any, name: str) -> bool:
    return any(
        _name(raw.FPDFPageObj_GetMark(handle, place)) == name for place in range(raw.FPDFPageObj_CountMarks(handle))
    )


def _name(mark: Any) -> str:
    signs, length = (ctypes.c_ushort * _MARK_LENGTH)(), ctypes.c_ulong()
    if not raw.FPDFPageObjMark_GetName(mark, signs, ctypes.sizeof(signs), length):
        return ""
    return bytes(signs)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def _is_clipped(handle: Any, box: Box) -> bool:
    """Say whether the clip of a text object leaves out its letters; nested forms have clips of their own."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    if not clip:
        return False
    for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0)):
        points = [
            _point(raw.FPDFClipPath_GetPathSegment(clip, path, place))
            for place in range(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0))
        ]
        if points:
            xs, ys = zip(*points, strict=True)
            if box.overlap(Box(min(xs), min(ys), max(xs), max(ys))) <= box.area / 4:
                return True
    return False


def _point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _ink(page: LookedAt, place: int) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFText_GetFillColor(page.letters.text_page, place, red, green, blue, alpha):
        return 0, 0, 0, 255
    return red.value, green.value, blue.value, alpha.value
