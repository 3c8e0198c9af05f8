"""What a page draws, in the order in which it is painted."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from clerestory.model.redaction.inspection import Box

MOST_OBJECTS = 60_000  # of one page; a page with more is looked at by its rendering alone
_DEEPEST = 8
_OPAQUE = 250
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Kind(Enum):
    """What can lie over text."""

    SHAPE = "shape"
    PICTURE = "picture"


@dataclass(frozen=True)
class Cover:
    """Something that is drawn and may lie over text."""

    order: int
    kind: Kind
    box: Box
    colour: tuple[int, int, int]
    alpha: int

    @property
    def is_opaque(self) -> bool:
        """Whether nothing shows through."""
        return self.alpha >= _OPAQUE

    @property
    def luminance(self) -> float:
        """How light it is, 0 to 255 (ITU-R BT.601)."""
        red, green, blue = self.colour
        return 0.299 * red + 0.587 * green + 0.114 * blue


@dataclass
class Drawing:
    """The objects of a page.

    Attributes
    ----------
    covers : list of Cover
        Shapes that are filled, and pictures.
    texts : dict of int to int
        Place in the order of painting of each text object, by its address.
    handles : list
        The text objects themselves.
    is_whole : bool
        Whether all objects were looked at.
    """

    covers: list[Cover] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    handles: list[Any] = field(default_factory=list)
    is_whole: bool = True


def drawing(page: pdfium.PdfPage) -> Drawing:
    """Give what a page draws."""
    found = Drawing()
    for order, (handle, kind, matrix) in enumerate(_objects(page)):
        if order >= MOST_OBJECTS:
            found.is_whole = False
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            found.texts[address(handle)] = order
            found.handles.append(handle)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            found.covers += _filled(handle, order, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.covers += _picture(handle, order, matrix)
    return found


def address(handle: Any) -> int:
    """Give an object's address, by which the text page names it, too."""
    return ctypes.addressof(handle.contents)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    for place in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, place), _SAME, 0)


def _within(handle: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Give an object, or those of a form in their order."""
    kind = raw.FPDFPageObj_GetType(handle)
    if kind != raw.FPDF_PAGEOBJ_FORM:
        yield handle, kind, matrix
        return
    if depth >= _DEEPEST:
        return
    inner = _times(_matrix(handle), matrix)
    for place in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _within(raw.FPDFFormObj_GetObject(handle, place), inner, depth + 1)


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _box(handle: Any, m: Matrix) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    if m == _SAME:
        return Box(left.value, bottom.value, right.value, top.value)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    xs = [m[0] * x + m[2] * y + m[4] for x, y in corners]
    ys = [m[1] * x + m[3] * y + m[5] for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _filled(handle: Any, order: int, matrix: Matrix) -> Iterator[Cover]:
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(handle, mode, stroked) or not (mode.value or stroked.value):
        return
    ask = raw.FPDFPageObj_GetFillColor if mode.value else raw.FPDFPageObj_GetStrokeColor
    signs = [ctypes.c_uint() for _ in range(4)]
    box = _box(handle, matrix)
    if box is not None and ask(handle, *signs):
        red, green, blue, alpha = (sign.value for sign in signs)
        yield Cover(order, Kind.SHAPE, box, (red, green, blue), alpha)


def _picture(handle: Any, order: int, matrix: Matrix) -> Iterator[Cover]:
    box = _box(handle, matrix)
    if box is not None:
        alpha = _OPAQUE - 1 if raw.FPDFPageObj_HasTransparency(handle) else 255
        yield Cover(order, Kind.PICTURE, box, (128, 128, 128), alpha)
