"""Letters of a page as PDFium gives them, seen or not, taken in bulk.

A page has thousands of letters. PDFium is asked for each by its address and writes into arrays; what is one for all
letters of a text object (size, turn, font) is asked once for each object.
"""

from __future__ import annotations

import ctypes
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from clerestory.protect.documents.pdf.bullets import bullet
from clerestory.protect.documents.pdf.drawing import Boxes, on_picture
from clerestory.protect.documents.pdf.limits import LIMITS

Ints = npt.NDArray[np.int64]
UNKNOWN = 0xFFFD  # stands for a sign that is none
_BREAK_HYPHENS = (0x02, 0xFFFE)  # as PDFium gives a hyphen at the end of a line
_HANDLE, _AT, _PLACE = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p


def _quick(function: Any, result: type[Any], *places: type[Any]) -> Any:
    """Give a function of PDFium that takes addresses as numbers; the bindings' own make an object for each argument."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, _HANDLE, _AT, *places)(address)


_code_of = _quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint32)
_owner_of = _quick(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
_box_into = _quick(pdfium.FPDFText_GetCharBox, ctypes.c_int, _PLACE, _PLACE, _PLACE, _PLACE)
_type_into = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _PLACE)


@dataclass(frozen=True, repr=False)
class Glyphs:
    """All letters of a page, one row each; confidential.

    Attributes
    ----------
    signs : str
        One code point each.
    boxes, types : float arrays of shape (n, 4)
        Around the ink, and around the type: as high as the font and as wide as its step, so that letters of a line
        have one height. Left, top, right, bottom in points of the drawn page.
    sizes : float array of shape (n,)
        Of fonts as drawn, in points.
    turns : int array of shape (n,)
        Quarter turns of lines on the drawn page.
    owners : int array of shape (n,)
        Where PDFium keeps the text object of each; 0 where PDFium added the letter.
    spaces : bool array of shape (n,)
    """

    signs: str
    boxes: Boxes
    types: Boxes
    sizes: npt.NDArray[np.float64]
    turns: Ints
    owners: npt.NDArray[np.uint64]
    spaces: npt.NDArray[np.bool_]


def glyphs_of(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage) -> Glyphs | None:
    """Give all letters of a page; None where there are too many to look at."""
    count = text_page.count_chars()
    if count > LIMITS.letters:
        return None
    handle = ctypes.cast(text_page.raw, ctypes.c_void_p).value
    codes = np.fromiter(map(_code_of, repeat(handle), range(count)), np.uint32, count)
    owners = np.fromiter(map(_owner_of, repeat(handle), range(count)), np.uint64, count)
    firsts, lengths = _stretches(owners)
    sizes, turns = _of_objects(text_page, firsts)
    signs = _signs(text_page, codes, firsts=firsts, lengths=lengths)
    return Glyphs(
        signs,
        boxes=on_picture(page, _boxes(handle, count)),
        types=on_picture(page, _types(handle, count)),
        sizes=np.repeat(sizes, lengths),
        turns=(np.repeat(turns, lengths) + pdfium.FPDFPage_GetRotation(page)) % 4,
        owners=owners,
        spaces=np.fromiter(map(str.isspace, signs), np.bool_, count),
    )


def _boxes(handle: int | None, count: int) -> Boxes:
    held = np.zeros((count, 4), dtype=np.float64)  # left, right, bottom, top
    places = (range(held.ctypes.data + 8 * side, held.ctypes.data + held.nbytes + 8 * side, 32) for side in range(4))
    deque(map(_box_into, repeat(handle), range(count), *places), maxlen=0)
    return held[:, [0, 2, 1, 3]]


def _types(handle: int | None, count: int) -> Boxes:
    held = np.zeros((count, 4), dtype=np.float32)  # left, top, right, bottom
    places = range(held.ctypes.data, held.ctypes.data + held.nbytes, 16)
    deque(map(_type_into, repeat(handle), range(count), places), maxlen=0)
    return held[:, [0, 3, 2, 1]].astype(np.float64)


def _stretches(owners: npt.NDArray[np.uint64]) -> tuple[Ints, Ints]:
    """Give where stretches of letters of one object begin, and how long they are; a letter without one is alone."""
    if not len(owners):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    begins = np.concatenate([[True], (owners[1:] != owners[:-1]) | (owners[1:] == 0)])
    firsts = np.flatnonzero(begins)
    return firsts, np.diff(firsts, append=len(owners))


def _of_objects(text_page: pypdfium2.PdfTextPage, firsts: Ints) -> tuple[npt.NDArray[np.float64], Ints]:
    """Give size and quarter turns of the first letter of each stretch."""
    found = [_size_and_turn(text_page, at) for at in firsts.tolist()]
    return np.array([size for size, _ in found], dtype=np.float64), np.array(
        [turn for _, turn in found], dtype=np.int64
    )


def _size_and_turn(text_page: pypdfium2.PdfTextPage, at: int) -> tuple[float, int]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, at, matrix)
    angle = pdfium.FPDFText_GetCharAngle(text_page, at)  # clockwise, in radians; -1 where there is none
    size = pdfium.FPDFText_GetFontSize(text_page, at) * math.hypot(matrix.c, matrix.d)
    return size, round(max(angle, 0.0) / (math.pi / 2)) % 4


def _signs(text_page: pypdfium2.PdfTextPage, codes: npt.NDArray[np.uint32], *, firsts: Ints, lengths: Ints) -> str:
    """Give the signs of codes; U+FFFD where a code is none."""
    known = codes.copy()
    known[np.isin(codes, _BREAK_HYPHENS)] = ord("-")
    known[_is_none(codes)] = UNKNOWN
    for at, sign in _bullets(text_page, codes, firsts=firsts, lengths=lengths):
        known[at] = ord(sign)
    return known.astype("<u4").tobytes().decode("utf-32-le")


def _is_none(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    """Mark controls, halves of signs, private signs, and numbers beyond the last sign."""
    is_control = (codes < 32) & ~np.isin(codes, (*_BREAK_HYPHENS, 9, 10, 13))
    is_private_or_half = (codes >= 0xD800) & (codes <= 0xF8FF)
    marked: npt.NDArray[np.bool_] = is_control | is_private_or_half | (codes >= 0xF0000)
    return marked


def _bullets(
    text_page: pypdfium2.PdfTextPage, codes: npt.NDArray[np.uint32], *, firsts: Ints, lengths: Ints
) -> Iterator[tuple[int, str]]:
    """Yield where private signs of symbol fonts are bullets, and which."""
    stretches = np.repeat(np.arange(len(firsts)), lengths)
    for at in np.flatnonzero((codes >= 0xF000) & (codes <= 0xF0FF)).tolist():
        sign = bullet(_font(text_page, int(firsts[stretches[at]])), int(codes[at]))
        if sign is not None:
            yield at, sign


def _font(text_page: pypdfium2.PdfTextPage, at: int) -> str:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, at, name, len(name), flags)
    return name.value.decode("utf-8", "replace")
