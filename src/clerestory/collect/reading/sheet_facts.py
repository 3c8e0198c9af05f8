"""What an inspection found out about a sheet, to be held against what the reader of values says."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.refusal import too_large


@dataclass
class SheetFacts:
    """A sheet's name, how messages call it, and the extent of its filled cells.

    Attributes
    ----------
    label : str
        The entity, or the number of a sheet that is none: its name could be data.
    filled_rows : int
        Rows with at least one filled cell.
    last_row, last_column : int
        Of the filled cells, counted from 1.
    may_be_blank : bool
        Whether a filled cell may hold a text of no characters, so that a row may have no value after all.
    """

    name: str
    label: str
    filled_rows: int = 0
    last_row: int = 0
    last_column: int = 0
    may_be_blank: bool = False

    @property
    def records(self) -> int:
        """Rows below the header."""
        return max(self.filled_rows - 1, 0)

    def fill(self, row: int, column: int, rows: int = 1) -> None:
        """Note a filled cell, and a row the first time that it has one; ``rows`` counts its repetitions."""
        if row != self.last_row or not self.filled_rows:
            self.filled_rows += rows
        self.last_row = row
        if column > self.last_column:
            self.last_column = column

    def check_extent(self) -> None:
        """Refuse a sheet of which the rectangle of cells would not fit into memory, however few are filled."""
        if self.last_row > LIMITS.rows or self.last_row * self.last_column > LIMITS.cells:
            what = f"has a sheet of {self.last_row:,} rows and {self.last_column:,} columns where at most"
            raise too_large(f"{what} {LIMITS.rows:,} rows and {LIMITS.cells:,} cells are read")
        if self.last_column > LIMITS.columns:
            raise too_large(f"has a sheet of {self.last_column:,} columns where at most {LIMITS.columns:,} are read")
