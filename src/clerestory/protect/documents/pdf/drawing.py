"""Pages drawn by PDFium: the ink of their text, alone and together."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

Pixels = npt.NDArray[np.uint8]
Packed = npt.NDArray[np.uint32]
Ink = npt.NDArray[np.bool_]
Boxes = npt.NDArray[np.float64]

SCALE = 2.0  # pixels a point: 144 dpi; a full stop of 6 points still has a pixel of its own
_ROWS_AT_ONCE = 4_000_000  # of boxes, so that a page of huge letters needs no more memory
CONTRAST = 48  # of 255: fainter text is not read by people on paper or screen, and is left behind


def drawn(page: pypdfium2.PdfPage, scale: float) -> Pixels:
    """Draw what a reader sees of a page, without annotations.

    Returns
    -------
    uint8 array of shape (height, width, 3)
        Pixels, ``scale`` of them a point, red first.
    """
    bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False, rev_byteorder=True)
    try:
        return np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()


class Sheet:
    """Memory that pages are drawn on one after the other; to have it given anew for each costs more than to draw."""

    def __init__(self) -> None:
        self._held = np.empty(0, dtype=np.uint8)

    def draw(self, page: pypdfium2.PdfPage) -> Packed:
        """Draw what a reader sees of a page, all colours of a pixel in one number; the next drawing takes its place."""
        bitmap = page.render(
            scale=SCALE, draw_annots=False, may_draw_forms=False, prefer_bgrx=True, bitmap_maker=self._bitmap
        )
        width, height = bitmap.width, bitmap.height
        bitmap.close()
        return self._held[: 4 * width * height].view(np.uint32).reshape(height, width)

    def _bitmap(self, width: int, height: int, **form: Any) -> pypdfium2.PdfBitmap:
        size = 4 * width * height
        if len(self._held) < size:
            self._held = np.empty(size, dtype=np.uint8)
        memory = (ctypes.c_ubyte * size).from_buffer(self._held.data)
        return pypdfium2.PdfBitmap.new_native(width, height, buffer=memory, **form)


@dataclass(frozen=True)
class Sheets:
    """One for a page with its text, one without, one with a single text."""

    full: Sheet = field(default_factory=Sheet)
    bare: Sheet = field(default_factory=Sheet)
    one: Sheet = field(default_factory=Sheet)


class TextInk:
    """Where the text of a page has ink: the page drawn with it and without it, compared.

    Objects are switched off in memory for the time of the drawing, and on again at the end.
    """

    def __init__(self, page: pypdfium2.PdfPage, objects: Sequence[pypdfium2.PdfObject], sheets: Sheets) -> None:
        self._page, self._objects, self._sheets = page, objects, sheets
        self._full = sheets.full.draw(page)

    def __enter__(self) -> TextInk:
        for item in self._objects:
            pdfium.FPDFPageObj_SetIsActive(item, 0)
        self._bare = self._sheets.bare.draw(self._page)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for item in self._objects:
            pdfium.FPDFPageObj_SetIsActive(item, 1)

    def of_all(self) -> Ink:
        """Give the ink of all text."""
        return _differs(self._full, self._bare)

    def of_one(self, address: int) -> Ink:
        """Give the ink of the text object at an address, as if it were the only text."""
        mine = [item for item in self._objects if address_of(item) == address]
        for item in mine:
            pdfium.FPDFPageObj_SetIsActive(item, 1)
        with_it = self._sheets.one.draw(self._page)
        for item in mine:
            pdfium.FPDFPageObj_SetIsActive(item, 0)
        return _differs(with_it, self._bare)


def address_of(item: pypdfium2.PdfObject) -> int:
    """Give where PDFium keeps an object, by which the owner of a letter is known."""
    return ctypes.cast(item.raw, ctypes.c_void_p).value or 0


def _differs(one: Packed, other: Packed) -> Ink:
    """Mark the pixels of which a colour differs enough; most do not differ at all, and are looked at once."""
    at = np.flatnonzero(one != other)
    a, b = (page.ravel()[at].view(np.uint8).reshape(-1, 4) for page in (one, other))
    enough = np.zeros(len(at), dtype=np.bool_)
    for colour in range(3):
        enough |= (np.maximum(a[:, colour], b[:, colour]) - np.minimum(a[:, colour], b[:, colour])) >= CONTRAST
    differs = np.zeros(one.size, dtype=np.bool_)
    differs[at] = enough
    return differs.reshape(one.shape)


def has_ink(ink: Ink, boxes: Boxes) -> npt.NDArray[np.bool_]:
    """Mark the boxes in which there is ink.

    Parameters
    ----------
    ink : bool array of shape (height, width)
    boxes : float array of shape (n, 4)
        Left, top, right, bottom in points of the drawn page.

    Returns
    -------
    bool array of shape (n,)
    """
    sums = np.concatenate([[0], ink.ravel().cumsum(dtype=np.int32)])
    low = _within(np.floor(boxes[:, :2] * SCALE).astype(np.int64), ink)
    high = np.maximum(_within(np.ceil(boxes[:, 2:] * SCALE).astype(np.int64), ink), low)
    parts = len(boxes) * ink.shape[0] // _ROWS_AT_ONCE + 1
    marked = [
        _has_ink(sums, ink.shape[1], low=some, high=others)
        for some, others in zip(np.array_split(low, parts), np.array_split(high, parts), strict=True)
    ]
    return np.concatenate(marked)


def _has_ink(
    sums: npt.NDArray[np.int32], width: int, *, low: npt.NDArray[np.int64], high: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Mark boxes by the sums of all pixels before a pixel: each row of a box is asked by its two ends."""
    heights = high[:, 1] - low[:, 1]
    of_box = np.repeat(np.arange(len(low)), heights)
    down = np.arange(len(of_box)) - np.repeat(heights.cumsum() - heights, heights)
    rows = (low[of_box, 1] + down) * width
    inked = sums[rows + high[of_box, 0]] > sums[rows + low[of_box, 0]]
    marked: npt.NDArray[np.bool_] = np.bincount(of_box[inked], minlength=len(low)) > 0
    return marked


def _within(points: npt.NDArray[np.int64], ink: Ink) -> npt.NDArray[np.int64]:
    return np.clip(points, 0, np.array([ink.shape[1], ink.shape[0]]))


def on_picture(page: pypdfium2.PdfPage, boxes: Boxes) -> Boxes:
    """Bring boxes of the page (left, bottom, right, top) to the drawn page (left, top, right, bottom), in points."""
    origin, right, up = (_device(page, x, y) for x, y in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)))
    turn = np.stack([(right - origin), (up - origin)]) / 1000.0
    one, other = boxes[:, :2] @ turn + origin, boxes[:, 2:] @ turn + origin
    return np.concatenate([np.minimum(one, other), np.maximum(one, other)], axis=1)


def _device(page: pypdfium2.PdfPage, x: float, y: float) -> npt.NDArray[np.float64]:
    fine, across, down = 1000, ctypes.c_int(), ctypes.c_int()
    width, height = round(page.get_width() * fine), round(page.get_height() * fine)
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return np.array([across.value / fine, down.value / fine])
