"""Rows of a CSV file of cases or orders, strict; a message names file, row and column and never quotes a value."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import RedactionError

MOST_ROWS = 1_000_000
_FIRST_YEAR = 1900


@dataclass(frozen=True, repr=False)
class Row:
    """A row with its place in words; ``repr`` shows the place alone."""

    place: str
    values: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Row({self.place!r})"

    def text(self, column: str) -> str:
        """Give what stands in a column; empty where there is no such column."""
        return self.values.get(column, "")

    def needed(self, column: str) -> str:
        """Give what stands in a column.

        Raises
        ------
        RedactionError
            If nothing does.
        """
        if not self.text(column):
            raise self.fault(column, "is empty", "Fill it in.")
        return self.text(column)

    def code(self, column: str, codes: Collection[str]) -> str:
        """Give the code in a column, or nothing where nothing stands there.

        Raises
        ------
        RedactionError
            If it is none of the codes.
        """
        said = self.text(column)
        if said and said not in codes:
            raise self.fault(column, "is none of the codes", f"Use one of {', '.join(codes)}.")
        return said

    def day(self, column: str) -> dt.date | None:
        """Give the date in a column, or None where nothing stands there.

        Raises
        ------
        RedactionError
            If it is no date as 2026-12-31.
        """
        said = self.text(column)
        if not said:
            return None
        try:
            day = dt.date.fromisoformat(said)
        except ValueError:
            day = dt.date.min
        if day.isoformat() != said or day.year < _FIRST_YEAR:
            raise self.fault(column, "is no date", f"Write it as YYYY-MM-DD, of {_FIRST_YEAR} or later.")
        return day

    def fault(self, column: str, what: str, remedy: str) -> RedactionError:
        """Give the error of a column of this row."""
        return RedactionError(what, where=f"{self.place}, column {column}", remedy=remedy)


def rows_of(path: Path, needed: Collection[str]) -> Iterator[Row]:
    """Yield the rows of a CSV file in UTF-8; empty lines are passed over.

    Raises
    ------
    RedactionError
        If it cannot be read, lacks a column that is needed, has one twice, or a row of another length.
    """
    reader = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, needed, path)
        for number, line in enumerate(reader, start=2):
            if any(field.strip() for field in line):
                yield _row(f"{path}, row {number}", header, line, number)
    except csv.Error:
        where = f"{path}, row {max(reader.line_num, 1)}"
        raise RedactionError("is not well-formed CSV", where=where, remedy="Save it as CSV in UTF-8.") from None


def _row(place: str, header: list[str], line: list[str], number: int) -> Row:
    if len(line) != len(header):
        raise RedactionError("has more or fewer fields than the header", where=place, remedy="Mend the row.")
    if number > MOST_ROWS:
        raise RedactionError(f"is beyond row {MOST_ROWS:,}", where=place, remedy="Split the file.")
    return Row(place, dict(zip(header, (field.strip() for field in line), strict=True)))


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise RedactionError("cannot be read", where=str(path), remedy="Name a CSV file.") from None
    except UnicodeDecodeError:
        raise RedactionError("is not UTF-8", where=str(path), remedy='Save it again as "CSV UTF-8".') from None


def _check_header(header: list[str], needed: Collection[str], path: Path) -> None:
    lacking = [name for name in needed if name not in header]
    if lacking:
        remedy = "Add the column, or name the file that has it."
        raise RedactionError(f"has no column {', '.join(lacking)}", where=f"{path}, row 1", remedy=remedy)
    if len(set(header)) < len(header):
        raise RedactionError("has a column twice", where=f"{path}, row 1", remedy="Keep one of them.")
