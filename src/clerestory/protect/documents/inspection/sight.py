"""What a page looks like with its text and without: letters whose absence changes nothing are not seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from clerestory.model.redaction.inspection import Box

Pixels = npt.NDArray[np.uint8]
SEEN = 10  # levels of 255 by which letters change the page at least, if they are seen
PLAIN = 12  # levels within which a place has one colour
_MOST_PIXELS = 4_000_000


@dataclass(frozen=True, repr=False)
class Sight:
    """A page as it looks.

    Attributes
    ----------
    page : uint8 array of shape (height, width, 3)
        Blue, green, red.
    change : uint8 array of shape (height, width)
        Most that a colour changes when the text is left out.
    """

    page: Pixels
    change: Pixels
    left: float
    top: float
    scale_x: float
    scale_y: float

    def __repr__(self) -> str:
        return f"Sight({self.page.shape[1]} x {self.page.shape[0]} pixels)"

    @cached_property
    def _counts(self) -> npt.NDArray[np.int32]:
        """How many pixels above and to the left of each place the text changes (a summed-area table)."""
        counts = np.zeros((self.change.shape[0] + 1, self.change.shape[1] + 1), dtype=np.int32)
        np.cumsum(np.cumsum(self.change >= SEEN, axis=0, dtype=np.int32), axis=1, out=counts[1:, 1:])
        return counts

    def changed_prop(self, box: Box) -> float:
        """Give the share of the pixels of a place that its text changes, 0 to 1; 0 outside the page."""
        place = self.inside(box)
        if place is None:
            return 0.0
        (top, bottom), (left, right) = ((side.start, side.stop) for side in place)
        counts = self._counts
        changed = counts[bottom, right] - counts[top, right] - counts[bottom, left] + counts[top, left]
        return int(changed) / int((bottom - top) * (right - left))

    def inside(self, box: Box) -> tuple[slice, slice] | None:
        """Give the rows and columns that a rectangle covers, at least one of each; None outside the page."""
        height, width = self.change.shape
        rows = _within((self.top - box.top) * self.scale_y, (self.top - box.bottom) * self.scale_y, height)
        columns = _within((box.left - self.left) * self.scale_x, (box.right - self.left) * self.scale_x, width)
        return None if rows is None or columns is None else (rows, columns)

    def change_in(self, box: Box) -> int:
        """Give the most that the text changes of a place; 0 outside the page."""
        place = self.inside(box)
        return int(self.change[place].max()) if place else 0

    def least_change_in(self, box: Box) -> int:
        """Give the least that the text changes of a place; 0 outside the page."""
        place = self.inside(box)
        return int(self.change[place].min()) if place else 0

    def spread_in(self, box: Box) -> int:
        """Give how far the colours of a place lie apart; 255 outside the page."""
        place = self.inside(box)
        if place is None:
            return 255
        colours = self.page[place].reshape(-1, 3)
        return int((colours.max(axis=0) - colours.min(axis=0)).max())

    def colour_in(self, box: Box) -> tuple[int, int, int]:
        """Give the median colour of a place: red, green, blue."""
        place = self.inside(box)
        if place is None:
            return 255, 255, 255
        blue, green, red = np.median(self.page[place].reshape(-1, 3), axis=0)
        return int(red), int(green), int(blue)


def sight(page: pdfium.PdfPage, texts: list[Any], *, annotations: bool = True) -> Sight:
    """Look at a page, with its text objects and without them."""
    page.set_rotation(0)
    whole = rendered(page, _scale(page), annotations=annotations)
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text, 0)
    bare = rendered(page, _scale(page), annotations=annotations)
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text, 1)
    apart = np.maximum(whole, bare) - np.minimum(whole, bare)
    change = np.maximum(np.maximum(apart[:, :, 0], apart[:, :, 1]), apart[:, :, 2])
    left, bottom, right, top = page.get_bbox()
    height, width = whole.shape[:2]
    return Sight(whole, change, left, top, width / (right - left), height / (top - bottom))


def rendered(page: pdfium.PdfPage, scale: float, *, annotations: bool = True) -> Pixels:
    """Give the page as pixels: blue, green, red."""
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=annotations, rev_byteorder=False)
    pixels: Pixels = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return pixels


def _scale(page: pdfium.PdfPage) -> float:
    width, height = page.get_size()
    return min(1.0, sqrt(_MOST_PIXELS / max(width * height, 1.0)))


def _within(low: float, high: float, size: int) -> slice | None:
    """Give the whole pixels between two places, or the one that holds their middle."""
    first, end = ceil(low - 0.01), floor(high + 0.01)
    if end <= first:
        first = floor((low + high) / 2)
        end = first + 1
    first, end = max(first, 0), min(end, size)
    return slice(first, end) if first < end else None
