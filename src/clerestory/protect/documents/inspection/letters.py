"""The letters that can be extracted from a page, and the words they make."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from clerestory.model.redaction.inspection import Box

MOST_LETTERS = 200_000  # of one page
Boxes = npt.NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Letters:
    """The letters of a page.

    Attributes
    ----------
    signs : str
        One code point a letter, in the order of extraction.
    boxes : float array of shape (n, 4)
        Left, bottom, right, top of each, in points; all 0 for what the extraction put in (spaces, line ends).
    """

    signs: str
    boxes: Boxes
    text_page: pdfium.PdfTextPage
    is_whole: bool

    def __repr__(self) -> str:
        return f"Letters({len(self.signs)})"

    def handle(self, place: int) -> Any:
        """Give the text object that draws a letter, or None."""
        return raw.FPDFText_GetTextObject(self.text_page, place) or None


@dataclass(frozen=True, repr=False)
class Run:
    """Letters that follow one another, ``first`` to before ``end``."""

    first: int
    end: int
    box: Box

    def __repr__(self) -> str:
        return f"Run({self.end - self.first} letters)"


def letters_of(page: pdfium.PdfPage) -> Letters:
    """Give the letters of a page."""
    text_page = page.get_textpage()
    count = text_page.count_chars()
    whole, count = count <= MOST_LETTERS, min(count, MOST_LETTERS)
    boxes = np.zeros((count, 4))
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pointers = [ctypes.byref(side) for side in (left, right, bottom, top)]
    signs, handle = [], text_page.raw
    sign_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
    for place in range(count):
        sign = sign_of(handle, place)
        signs.append(chr(sign) if 0 < sign < 0x110000 else " ")
        if sign > 32 and box_of(handle, place, *pointers):
            boxes[place] = left.value, bottom.value, right.value, top.value
    return Letters("".join(signs), boxes, text_page, whole)


def words_of(letters: Letters) -> Iterator[Run]:
    """Give runs of letters without a space, each on one line."""
    first = 0
    for part in letters.signs.replace("\r", " ").replace("\n", " ").split(" "):
        end = first + len(part)
        if part:
            yield from _lines(letters.boxes, first, end)
        first = end + 1


def runs_of(letters: Letters, places: Sequence[int]) -> Iterator[Run]:
    """Give runs of letters of the places given, spaces between them included."""
    begun = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or letters.signs[places[at - 1] + 1 : places[at]].strip():
            yield from _lines(letters.boxes, places[begun], places[at - 1] + 1)
            begun = at


def box_of(boxes: Boxes) -> Box | None:
    """Give the rectangle around letters; None where none has a place."""
    placed = boxes[(boxes[:, 2] > boxes[:, 0]) | (boxes[:, 3] > boxes[:, 1])]
    if not len(placed):
        return None
    low, high = placed.min(axis=0), placed.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[2]), float(high[3]))


def _lines(boxes: Boxes, first: int, end: int) -> Iterator[Run]:
    """Part a run where the next letter stands on another line."""
    begun, line = first, boxes[first]
    for place in range(first + 1, end):
        here = boxes[place]
        if here.any() and line.any() and not (here[1] < line[3] and here[3] > line[1]) and abs(here[0] - line[2]) > 20:
            yield from _run(boxes, begun, place)
            begun, line = place, here
        elif here.any():
            line = here if not line.any() else np.array([*np.minimum(line, here)[:2], *np.maximum(line, here)[2:]])
    yield from _run(boxes, begun, end)


def _run(boxes: Boxes, first: int, end: int) -> Iterator[Run]:
    box = box_of(boxes[first:end])
    if box is not None:
        yield Run(first, end, box)
