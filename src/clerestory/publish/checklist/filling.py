"""Putting cells into sheets within the limits, for the readers of every form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from clerestory.publish.checklist.limits import (
    LONGEST_TEXT,
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_NOTED,
    MOST_STYLES,
    MOST_TABLES,
    MOST_WIDTHS,
)
from clerestory.publish.checklist.workbook import Cell, Run, Sheet, Style
from clerestory.spreadsheets.addresses import MOST_COLUMNS, MOST_ROWS, Area
from clerestory.spreadsheets.package import Refusals

_FORMULA_LINK = re.compile(r'HYPERLINK\("([^"]*)"', re.IGNORECASE)
_SHARED = 50_000  # cells that are kept to be used again, since most look like another


class Filler:
    """Fills the sheets of one workbook; equal cells are one object, so that a large workbook stays small."""

    def __init__(self, refusals: Refusals) -> None:
        self._refusals = refusals
        self._cells = self._characters = self._widths = 0
        self._known: dict[tuple[str, Style, bool, tuple[Run, ...]], Cell] = {}
        self._last: dict[tuple[int, int, int, Style], int] = {}

    def count(self, characters: int) -> None:
        """Count characters that are held.

        Raises
        ------
        The refusal of what is too large
            If there are too many.
        """
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise self._refusals.too_large(f"holds more than {MOST_CHARACTERS:,} characters")

    def cell(self, text: str, style: Style, *, is_number: bool, runs: tuple[Run, ...] = ()) -> Cell:
        """Give a cell, the same one for the same content."""
        key = (text[:LONGEST_TEXT], style, is_number, runs)
        known = self._known.get(key)
        if known is None:
            self.count(len(text))
            known = Cell(*key)
            if len(self._known) < _SHARED:
                self._known[key] = known
        return known

    def put(self, sheet: Sheet, area: Area, cell: Cell) -> None:
        """Put a cell into every place of an area.

        Raises
        ------
        One of the refusals
            If the place lies outside of any sheet, or there are too many cells.
        """
        self._check_place(area)
        self._cells += (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if self._cells > MOST_CELLS:
            raise self._refusals.too_large(f"has more than {MOST_CELLS:,} cells that hold something")
        for row in range(area.top, area.bottom + 1):
            cells = sheet.rows.setdefault(row, {})
            for column in range(area.left, area.right + 1):
                cells[column] = cell

    def widen(self, sheet: Sheet, first: int, last: int, *, width: float) -> None:
        """Note the width of columns, in points.

        Raises
        ------
        The refusal of what is too large
            If the same columns are told of over and over.
        """
        columns = range(first, min(last, MOST_COLUMNS) + 1)
        self._widths += len(columns)
        if self._widths > MOST_WIDTHS:
            raise self._refusals.too_large(f"tells more than {MOST_WIDTHS:,} widths of columns")
        sheet.widths |= dict.fromkeys(columns, width)

    def look(self, sheet: Sheet, area: Area, style: Style) -> None:
        """Note how cells look that hold nothing; rows that look alike become one area."""
        if not style.fill and not style.borders:
            return
        key = (id(sheet), area.left, area.right, style)
        index = self._last.get(key)
        if index is not None and sheet.looks[index][0].bottom == area.top - 1:
            before = sheet.looks[index][0]
            sheet.looks[index] = Area(before.top, area.left, area.bottom, area.right), style
        elif len(sheet.looks) < MOST_STYLES:
            self._last[key] = len(sheet.looks)
            sheet.looks.append((area, style))

    def _check_place(self, area: Area) -> None:
        if not (0 < area.top <= area.bottom <= MOST_ROWS and 0 < area.left <= area.right <= MOST_COLUMNS):
            raise self._refusals.damaged("has a cell outside of its sheet")


def formula_target(formula: str) -> str | None:
    """Give where the formula of a cell leads; None where it is no link."""
    found = _FORMULA_LINK.search(formula)
    return found[1] if found else None


def watched(chunks: Iterable[bytes], noted: Callable[[], int], refusals: Refusals) -> Iterator[bytes]:
    """Yield the chunks of a part, so long as not too much was noted of those before.

    Raises
    ------
    The refusal of what is too large
        If it was.
    """
    for chunk in chunks:
        yield chunk
        if noted() > MOST_NOTED:
            raise refusals.too_large(
                f"has more than {MOST_NOTED:,} merged cells, links, comments, drawings and the like"
            )


def check_tables(sheets: Sequence[Sheet], refusals: Refusals) -> None:
    """Check that there are not more tables, marked or only looking like some, than are looked at.

    Rules hold tables of a sheet against each other, so that their time grows with the square of how many there are.

    Raises
    ------
    The refusal of what is too large
        If there are.
    """
    marked = sum(len(sheet.marked) for sheet in sheets)
    if marked > MOST_TABLES or sum(len(sheet.tables) for sheet in sheets) > MOST_TABLES:
        raise refusals.too_large(f"has more than {MOST_TABLES:,} tables")
