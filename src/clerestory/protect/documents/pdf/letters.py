"""The letters of a page that a reader sees.

A letter is seen if the page changes where it stands when the text is taken away. The page is drawn twice by PDFium,
with its text and without, and the two pictures are compared. So one rule covers invisible render modes, text in the
colour of its ground, text under boxes and pictures, clipped text, layers that are off, and text outside the crop box.
Where letters lie on one another the picture cannot say which one is seen; there every text object is drawn alone.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from clerestory.protect.documents.pdf.drawing import Boxes, TextInk, has_ink, on_picture
from clerestory.protect.documents.pdf.limits import LIMITS

LEAST_POINTS = 3.0  # smaller text is not read by people either
MOST_STACKED = 24  # text objects on one another; a page with more is read as a picture
_BREAK_HYPHENS = "\x02\ufffe"  # as PDFium gives a hyphen at the end of a line


@dataclass(frozen=True, repr=False)
class Letter:
    """A letter as it stands on the drawn page; confidential.

    Attributes
    ----------
    text : str
    left, top, right, bottom : float
        In points from the upper left corner of what is seen, turned so that its line runs from left to right.
    size : float
        Of its font, in points as drawn.
    turn : int
        Quarter turns by which its line is turned on the page.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    turn: int = 0


@dataclass(frozen=True)
class SeenText:
    """What a page's text comes to.

    Attributes
    ----------
    letters : tuple of Letter
        Those that are seen, in the order of the page's content; spaces included.
    hidden, unmapped : int
        Letters that are not seen; letters that are seen but are no known sign.
    is_stacked : bool
        So many texts lie on one another that nothing can be said of single letters.
    """

    letters: tuple[Letter, ...] = field(default=(), repr=False)
    hidden: int = 0
    unmapped: int = 0
    is_stacked: bool = False


@dataclass(frozen=True, repr=False)
class _Raw:
    """Letters as PDFium gives them: signs, boxes of ink and of type, sizes, turns, owners."""

    signs: list[str]
    boxes: Boxes
    types: Boxes  # as high as the font and as wide as its step, so that letters of a line have one height
    sizes: npt.NDArray[np.float64]
    turns: npt.NDArray[np.int64]
    owners: npt.NDArray[np.uint64]
    spaces: npt.NDArray[np.bool_]


def seen_text(page: pypdfium2.PdfPage) -> SeenText:
    """Give the text of a page that a reader sees.

    Marks that give a text another wording (``ActualText``) are taken off in memory first: what counts is the glyphs.

    Parameters
    ----------
    page : PdfPage
        Of PDFium; annotations play no part.

    Returns
    -------
    SeenText
    """
    objects = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    for item in objects:
        _take_marks_off(item)
    text_page = page.get_textpage()
    try:
        raw = _raw_letters(page, text_page)
    finally:
        text_page.close()
    if raw is None:
        return SeenText(is_stacked=True)
    return _seen(page, objects, raw) if raw.signs else SeenText()


def _take_marks_off(item: pypdfium2.PdfObject) -> None:
    for at in reversed(range(pdfium.FPDFPageObj_CountMarks(item))):
        mark = pdfium.FPDFPageObj_GetMark(item, at)
        if _mark_name(mark) != "OC":  # a layer's mark decides whether it is drawn
            pdfium.FPDFPageObj_RemoveMark(item, mark)


def _mark_name(mark: object) -> str:
    name, length = (ctypes.c_ushort * 64)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
    return bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def _raw_letters(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> _Raw | None:
    """Give all letters of a page, seen or not; None where there are too many to look at."""
    count = text_page.count_chars()
    if count > LIMITS.letters:
        return None
    rows = [_raw_letter(text_page, at) for at in range(count)]
    signs = [_sign(row[0]) for row in rows]
    boxes, types = (
        on_picture(page, np.array([row[at] for row in rows], dtype=np.float64).reshape(-1, 4)) for at in (1, 5)
    )
    turned = pdfium.FPDFPage_GetRotation(page)
    return _Raw(
        signs,
        boxes,
        types,
        sizes=np.array([row[2] for row in rows]),
        turns=(np.array([row[3] for row in rows], dtype=np.int64) + turned) % 4,
        owners=np.array([row[4] for row in rows], dtype=np.uint64),
        spaces=np.array([not sign.strip() for sign in signs], dtype=np.bool_),
    )


def _raw_letter(
    text_page: pypdfium2.PdfTextPage, at: int
) -> tuple[int, tuple[float, ...], float, int, int, tuple[float, ...]]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, at, left, right, bottom, top)
    angle = pdfium.FPDFText_GetCharAngle(text_page, at)  # clockwise, in radians; -1 where there is none
    owner = ctypes.cast(pdfium.FPDFText_GetTextObject(text_page, at), ctypes.c_void_p).value or 0
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, at) * math.hypot(matrix.c, matrix.d)
    box = (left.value, bottom.value, right.value, top.value)
    loose = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, at, loose)
    wide = (loose.left, loose.bottom, loose.right, loose.top)
    turn = round(max(angle, 0.0) / (math.pi / 2)) % 4
    return pdfium.FPDFText_GetUnicode(text_page, at), box, size, turn, owner, wide


def _sign(code: int) -> str:
    """Give the sign of a code; U+FFFD where it is none."""
    if chr(code) in _BREAK_HYPHENS:
        return "-"
    is_private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    is_none = (code < 32 and chr(code) not in "\t\n\r") or 0xD800 <= code <= 0xDFFF
    return "\ufffd" if is_private or is_none else chr(code)


def _seen(page: pypdfium2.PdfPage, objects: Sequence[pypdfium2.PdfObject], raw: _Raw) -> SeenText:
    with TextInk(page, objects) as ink:
        shown = has_ink(ink.of_all(), raw.boxes) & (raw.sizes >= LEAST_POINTS) & ~raw.spaces
        stacked = _stacked(raw, shown)
        if len(stacked) > MOST_STACKED:
            return SeenText(hidden=int((~shown & ~raw.spaces).sum()), is_stacked=True)
        for owner in stacked:
            mine = raw.owners == owner
            shown[mine] &= has_ink(ink.of_one(owner), raw.boxes[mine])
    hidden = int((~shown & ~raw.spaces).sum())
    letters = tuple(_letters(raw, shown | (raw.spaces & _beside(shown))))
    return SeenText(letters, hidden, sum(letter.text == "\ufffd" for letter in letters))


def _stacked(raw: _Raw, shown: npt.NDArray[np.bool_]) -> list[int]:
    """Give the objects whose letters lie on letters of another object."""
    at = np.flatnonzero(shown)
    boxes = np.round(raw.boxes[at] * 2).astype(np.int64).clip(0)
    ground = np.full((int(boxes[:, 3].max(initial=0)) + 2, int(boxes[:, 2].max(initial=0)) + 2), -1, dtype=np.int64)
    for letter, (left, top, right, bottom) in zip(at, boxes, strict=True):
        ground[top : bottom + 1, left : right + 1] = letter
    found: set[int] = set()
    for across, down in ((0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)):
        x = (boxes[:, 0] * (1 - across) + boxes[:, 2] * across).astype(np.int64)
        y = (boxes[:, 1] * (1 - down) + boxes[:, 3] * down).astype(np.int64)
        above = ground[y, x]
        other = raw.owners[above] != raw.owners[at]
        found |= set(raw.owners[above[other]].tolist()) | set(raw.owners[at[other]].tolist())
    return sorted(found)


def _beside(shown: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Mark what follows a letter that is seen, so that spaces between words stay."""
    beside = np.zeros_like(shown)
    for step in (1, 2):  # PDFium ends a line with two signs
        beside[step:] |= shown[:-step]
    return beside


def _letters(raw: _Raw, kept: npt.NDArray[np.bool_]) -> list[Letter]:
    return [
        _straight(Letter(raw.signs[at], *_sides(raw.types[at]), float(raw.sizes[at]), int(raw.turns[at])))
        for at in np.flatnonzero(kept)
    ]


def _sides(box: Boxes) -> tuple[float, float, float, float]:
    left, top, right, bottom = box.tolist()
    return left, top, right, bottom


def _straight(letter: Letter) -> Letter:
    """Turn a letter's box so that its line runs from left to right."""
    left, top, right, bottom = letter.left, letter.top, letter.right, letter.bottom
    if letter.turn == 1:
        return replace(letter, left=top, top=-right, right=bottom, bottom=-left)
    if letter.turn == 2:
        return replace(letter, left=-right, top=-bottom, right=-left, bottom=-top)
    if letter.turn == 3:
        return replace(letter, left=-bottom, top=left, right=-top, bottom=right)
    return letter
