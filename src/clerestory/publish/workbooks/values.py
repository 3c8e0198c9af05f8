"""What may stand in a cell, checked before it is written, so that no program changes or cuts it in silence."""

from __future__ import annotations

import math

from clerestory.errors import WorkbookError
from clerestory.publish.workbooks.book import LONGEST_TEXT
from clerestory.spreadsheets.addresses import MOST_ROWS
from clerestory.spreadsheets.opendocument import cleaned, is_plain

EXACT = 10**15  # spreadsheets keep 15 digits of a number


def kept_text(text: str, *, where: str) -> str:
    """Give a text as it is written: line ends of one kind, a space for a tab, no character that XML has no place for.

    Raises
    ------
    WorkbookError
        If it is longer than a cell holds.
    """
    if is_plain(text) and len(text) <= LONGEST_TEXT:
        return text
    if len(text) > LONGEST_TEXT:
        raise WorkbookError(
            f"a text is longer than the {LONGEST_TEXT:,} characters of a cell", where=where, remedy="Shorten it."
        )
    return cleaned(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def digits_of(number: float, *, where: str) -> str:
    """Spell a number as spreadsheets keep it: with 15 digits that count, so that no program changes it any more.

    Raises
    ------
    WorkbookError
        If it has more than 15 digits before its point, or is none.
    """
    if not (math.isfinite(number) and abs(number) < EXACT):
        what = "a number has more than 15 digits, or is infinite or none; spreadsheets would change it"
        raise WorkbookError(what, where=where, remedy="Write it as text, or round it.")
    return f"{number:.15g}"


def kept_number(number: float, *, where: str) -> float:
    """Give the number that ``digits_of`` spells; it refuses the same ones."""
    return float(digits_of(number, where=where))


def check_room(rows: int, *, where: str) -> None:
    """Refuse a table that goes below the last row of a sheet.

    Raises
    ------
    WorkbookError
        If it does.
    """
    if rows > MOST_ROWS:
        raise WorkbookError(
            f"it needs more than the {MOST_ROWS:,} rows of a sheet",
            where=where,
            remedy="Split the table, or publish it as CSV.",
        )
