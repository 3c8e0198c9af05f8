"""Addresses of cells as people write them: letters of a column, number of a row, both from 1."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
_CORNER = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_ONLY_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ONLY_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")


@dataclass(frozen=True, order=True)
class Area:
    """A rectangle of cells, its corners among them."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """Its address, such as ``B4`` or ``B4:D9``."""
        first = f"{column_letters(self.left)}{self.top}"
        last = f"{column_letters(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"

    def has(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether a cell lies in both."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def cell_at(row: int, column: int) -> Area:
    """Give the area of one cell."""
    return Area(row, column, row, column)


def column_number(letters: str) -> int:
    """Give the number of a column from its letters.

    Examples
    --------
    >>> column_number("A"), column_number("AA")
    (1, 27)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Give the letters of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def area_of(address: str) -> Area | None:
    """Give the area of an address such as ``B4``, ``$B$4:D9``, ``A:C`` or ``2:5``; None where it is none."""
    if columns := _ONLY_COLUMNS.fullmatch(address):
        return Area(1, column_number(columns[1]), MOST_ROWS, column_number(columns[2]))
    if rows := _ONLY_ROWS.fullmatch(address):
        return Area(int(rows[1]), 1, int(rows[2]), MOST_COLUMNS)
    first, colon, last = address.partition(":")
    corners = _CORNER.fullmatch(first), _CORNER.fullmatch(last if colon else first)
    if corners[0] is None or corners[1] is None:
        return None
    (left, top), (right, bottom) = ((column_number(c[1]), int(c[2])) for c in corners if c)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
