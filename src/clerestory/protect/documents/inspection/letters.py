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
Place = tuple[float, float, float, float]
_NOWHERE: Place = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, repr=False)
class Letters:
    """The letters of a page.

    Attributes
    ----------
    signs : str
        One code point a letter, in the order of extraction.
    boxes : float array of shape (n, 4)
        Left, bottom, right, top of each, in points; all 0 for what the extraction put in (spaces, line ends).
    places : list of tuple
        The same, faster one by one.
    """

    signs: str
    boxes: Boxes
    places: Sequence[Place]
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
    places = [_NOWHERE] * count
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pointers = [ctypes.byref(side) for side in (left, right, bottom, top)]
    signs, handle = [], text_page.raw
    sign_of, box_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
    for place in range(count):
        sign = sign_of(handle, place)
        signs.append(chr(sign) if 0 < sign < 0x110000 else " ")
        if sign > 32 and box_of(handle, place, *pointers):
            places[place] = left.value, bottom.value, right.value, top.value
    boxes = np.array(places).reshape(-1, 4)
    return Letters("".join(signs), boxes, places, text_page, whole)


def words_of(letters: Letters) -> Iterator[Run]:
    """Give runs of letters without a space, each on one line."""
    first, places = 0, letters.places
    for part in letters.signs.replace("\r", " ").replace("\n", " ").split(" "):
        end = first + len(part)
        if part:
            yield from _lines(places, first, end)
        first = end + 1


def runs_of(letters: Letters, places: Sequence[int]) -> Iterator[Run]:
    """Give runs of letters of the places given, spaces between them included."""
    begun = 0
    for at in range(1, len(places) + 1):
        if at == len(places) or letters.signs[places[at - 1] + 1 : places[at]].strip():
            yield from _lines(letters.places, places[begun], places[at - 1] + 1)
            begun = at


def _lines(places: Sequence[Place], first: int, end: int) -> Iterator[Run]:
    """Part a run where the next letter stands on another line."""
    begun, before = first, places[first]
    for at in range(first + 1, end):
        here = places[at]
        if here == _NOWHERE:
            continue
        if before != _NOWHERE and _is_elsewhere(before, here):
            yield from _run(places, begun, at)
            begun = at
        before = here
    yield from _run(places, begun, end)


def _is_elsewhere(before: Place, here: Place) -> bool:
    """Say whether a letter stands on another line than the one before, by height and by far to one side."""
    height = max(before[3] - before[1], here[3] - here[1], 6.0)
    is_level = here[1] <= before[3] + height and here[3] >= before[1] - height
    return not is_level or abs(here[0] - before[2]) > 6 * height


def _run(places: Sequence[Place], first: int, end: int) -> Iterator[Run]:
    placed = [place for place in places[first:end] if place != _NOWHERE]
    if placed:
        left, bottom, right, top = zip(*placed, strict=True)
        yield Run(first, end, Box(min(left), min(bottom), max(right), max(top)))
