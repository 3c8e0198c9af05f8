"""Pictures of which a part was pixelated: plain squares of many shades, where the rest is sharp."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from clerestory.model.redaction.inspection import Box, Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.looked_at import LookedAt

Grey = npt.NDArray[np.int16]
_MOST_PIXELS = 40_000_000  # of one picture; a page of A4 at 600 dots an inch has 35 million
_LEAST_PIXELS = 48
_WINDOW = (24, 72)
_EDGE = 6  # levels: JPEG leaves less within a plain square
_CONTRAST = 40
_SHADES = 5
_LEAST_SQUARE = 4  # pixels
_MOST_PICTURES = 40  # of one page


def pixelated_traces(page: LookedAt) -> Iterator[Trace]:
    """Give places of pictures that look pixelated; somebody has to look at each."""
    for picture in _small_and_few(_large_enough(page)):
        grey = _grey(picture)
        if grey is not None and (found := _place(grey)) is not None:
            yield Trace(Fault.PIXELATED, page.number, _on_page(picture, found, grey), Sureness.UNSURE, (Way.RENDERING,))


def pictures_not_looked_into(page: LookedAt) -> int:
    """Give how many pictures of a page are too large, or too many, to be looked at for squares."""
    pictures = _large_enough(page)
    return len(pictures) - len(_small_and_few(pictures))


def _small_and_few(pictures: Iterable[pdfium.PdfImage]) -> list[pdfium.PdfImage]:
    return [picture for picture in pictures if math.prod(_size(picture)) <= _MOST_PIXELS][:_MOST_PICTURES]


def _large_enough(page: LookedAt) -> list[pdfium.PdfImage]:
    pictures = page.drawn.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
    return [picture for picture in pictures if min(_size(picture)) >= _LEAST_PIXELS]


def _size(picture: pdfium.PdfImage) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(picture, width, height)
    return width.value, height.value


def _grey(picture: pdfium.PdfImage) -> Grey | None:
    try:
        bitmap = picture.get_bitmap()
    except pdfium.PdfiumError:
        return None  # a picture that cannot be decoded is not shown either
    pixels = bitmap.to_numpy()
    grey: Grey = (pixels[:, :, 1] if pixels.ndim == 3 else pixels).astype(np.int16)
    return grey


def _place(grey: Grey) -> tuple[int, int, int, int] | None:
    """Give the rows and columns of the windows that look pixelated, or None."""
    height, width = _WINDOW
    across, down = np.abs(np.diff(grey, axis=1)) > _EDGE, np.abs(np.diff(grey, axis=0)) > _EDGE
    found = [
        (top, left)
        for top in range(0, grey.shape[0] - height, height // 2)
        for left in range(0, grey.shape[1] - width, width // 2)
        if _is_pixelated(across[top : top + height, left : left + width], down[top : top + height, left : left + width])
        and _has_shades(grey[top : top + height, left : left + width])
    ]
    if not found:
        return None
    rows, columns = zip(*found, strict=True)
    return min(rows), min(columns), max(rows) + height, max(columns) + width


def _is_pixelated(across: Any, down: Any) -> bool:
    """Say whether edges stand at few places, far from one another, in both directions."""
    return _is_grid(np.flatnonzero(across.any(axis=0))) and _is_grid(np.flatnonzero(down.any(axis=1)))


def _is_grid(edges: npt.NDArray[np.intp]) -> bool:
    if len(edges) < 2:
        return False
    gaps = np.diff(edges)
    return bool(gaps.min() >= _LEAST_SQUARE and np.all(gaps % gaps.min() == 0))


def _has_shades(window: Grey) -> bool:
    return int(window.max() - window.min()) >= _CONTRAST and len(np.unique(window >> 3)) >= _SHADES


def _on_page(picture: pdfium.PdfImage, place: tuple[int, int, int, int], grey: Grey) -> Box:
    """Give a place of an upright picture in points of the page."""
    left, bottom, right, top = picture.get_bounds()
    height, width = grey.shape
    across, up = (right - left) / width, (top - bottom) / height
    return Box(left + place[1] * across, top - place[2] * up, left + place[3] * across, top - place[0] * up)
