"""The letters of a page that a reader sees.

A letter is seen if the page changes where it stands when the text is taken away. The page is drawn twice by PDFium,
with its text and without, and the two pictures are compared. So one rule covers invisible render modes, text in the
colour of its ground, text under boxes and pictures, clipped text, layers that are off, and text outside the crop box.
Where letters lie on one another the picture cannot say which one is seen; there every text object is drawn alone.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import compress

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from clerestory.protect.documents.pdf.drawing import Boxes, Sheets, TextInk, has_ink
from clerestory.protect.documents.pdf.glyphs import UNKNOWN, Glyphs, glyphs_of
from clerestory.protect.documents.pdf.stacked import stacked_owners

LEAST_POINTS = 3.0  # smaller text is not read by people either
MOST_STACKED = 24  # text objects on one another; a page with more is read as a picture


@dataclass(frozen=True, repr=False)
class Letters:
    """Letters as they stand on the drawn page, one row each, in the order of the page's content; confidential.

    Attributes
    ----------
    signs : str
        One code point each; spaces included.
    boxes : float array of shape (n, 4)
        Left, top, right, bottom in points from the upper left corner of what is seen, turned so that lines run from
        left to right.
    sizes : float array of shape (n,)
        Of fonts, in points as drawn.
    turns : int array of shape (n,)
        Quarter turns by which lines are turned on the page.
    """

    signs: str
    boxes: Boxes
    sizes: npt.NDArray[np.float64]
    turns: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.signs)

    def of(self, kept: npt.NDArray[np.bool_]) -> Letters:
        """Give those that are marked."""
        if kept.all():
            return self
        signs = "".join(compress(self.signs, kept.tolist()))
        return Letters(signs, self.boxes[kept], self.sizes[kept], self.turns[kept])


NONE = Letters("", np.zeros((0, 4)), np.zeros(0), np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class SeenText:
    """What a page's text comes to.

    Attributes
    ----------
    letters : Letters
        Those that are seen.
    hidden, unmapped : int
        Letters that are not seen; letters that are seen but are no known sign.
    is_stacked : bool
        So many texts lie on one another that nothing can be said of single letters.
    """

    letters: Letters = field(default=NONE, repr=False)
    hidden: int = 0
    unmapped: int = 0
    is_stacked: bool = False


def seen_text(page: pypdfium2.PdfPage, sheets: Sheets) -> SeenText:
    """Give the text of a page that a reader sees.

    Marks that give a text another wording (``ActualText``) are taken off in memory first: what counts is the glyphs.

    Parameters
    ----------
    page : PdfPage
        Of PDFium; annotations play no part.
    sheets : Sheets
        To draw it on.

    Returns
    -------
    SeenText
    """
    objects = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    for item in objects:
        _take_marks_off(item)
    text_page = page.get_textpage()
    try:
        raw = glyphs_of(page, text_page)
    finally:
        text_page.close()
    if raw is None:
        return SeenText(is_stacked=True)
    if not raw.signs:
        return SeenText()
    with TextInk(page, objects, sheets) as ink:
        return _seen(ink, raw)


def _take_marks_off(item: pypdfium2.PdfObject) -> None:
    for at in reversed(range(pdfium.FPDFPageObj_CountMarks(item))):
        mark = pdfium.FPDFPageObj_GetMark(item, at)
        if _mark_name(mark) != "OC":  # a layer's mark decides whether it is drawn
            pdfium.FPDFPageObj_RemoveMark(item, mark)


def _mark_name(mark: object) -> str:
    name, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
    return bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def _seen(ink: TextInk, raw: Glyphs) -> SeenText:
    shown = has_ink(ink.of_all(), raw.boxes) & (raw.sizes >= LEAST_POINTS) & ~raw.spaces
    stacked = stacked_owners(raw.boxes[shown], raw.owners[shown])
    if len(stacked) > MOST_STACKED:
        return SeenText(hidden=int((~shown & ~raw.spaces).sum()), is_stacked=True)
    for owner in stacked:
        mine = raw.owners == owner
        shown[mine] &= has_ink(ink.of_one(owner), raw.boxes[mine])
    hidden = int((~shown & ~raw.spaces).sum())
    letters = _straight(raw).of(shown | (raw.spaces & _beside(shown)))
    return SeenText(letters, hidden, letters.signs.count(chr(UNKNOWN)))


def _beside(shown: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Mark what follows a letter that is seen, so that spaces between words stay."""
    beside = np.zeros_like(shown)
    for step in (1, 2):  # PDFium ends a line with two signs
        beside[step:] |= shown[:-step]
    return beside


def _straight(raw: Glyphs) -> Letters:
    """Turn boxes so that lines run from left to right."""
    left, top, right, bottom = raw.types.T
    ways = [(left, top, right, bottom), (top, -right, bottom, -left), (-right, -bottom, -left, -top)]
    ways.append((-bottom, left, -top, right))
    boxes = np.choose(raw.turns[:, None], [np.stack(way, axis=1) for way in ways])
    return Letters(raw.signs, boxes, raw.sizes, raw.turns)
