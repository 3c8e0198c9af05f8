"""What a published workbook is made of: tables, one a sheet, with notes and symbols explained, and what its cover says.

Source: Government Analysis Function, "Releasing statistics in spreadsheets" and its checklist: one marked-up table a
sheet, from column A; a title in cell A1; numbered notes on a sheet of their own; no merged cells, no filters.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from clerestory.errors import WorkbookError
from clerestory.model.commission import DataKind
from clerestory.spreadsheets.addresses import MOST_COLUMNS

LONGEST_SHEET_NAME = 31  # characters; Excel has room for no more
LONGEST_HEADER = 255  # characters, the references to notes among them
LONGEST_TEXT = 32_767  # characters of a cell; Excel cuts what is longer
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
SYMBOL = re.compile(r"\[[a-z]+\]")  # what stands in place of a number or word: [c], [x], [low]

_LONGEST_NAME = 60  # of a table; characters that somebody may read in a list
_REFERENCE = len(" [note 999]")

Cell = int | float | str | dt.date
Row = Sequence[Cell]
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$|^history$", re.IGNORECASE)  # Excel keeps that name to itself


class Kind(Enum):
    """What the cells of a column are; a symbol may stand in place of any."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # a proportion, 0 to 1, shown as a percentage
    DATE = "date"


@dataclass(frozen=True)
class Column:
    """A column: its header, what its cells are, and notes that its header refers to.

    Parameters
    ----------
    decimals : int or None
        With how many decimals numbers are shown; None shows each as it is.
    widest_characters : int
        Length of the widest text below the header, where it is known.
    """

    header: str
    kind: Kind = Kind.TEXT
    decimals: int | None = 0
    notes: tuple[str, ...] = ()
    widest_characters: int = 0


@dataclass(frozen=True)
class TableSheet:
    """A sheet with one table.

    Parameters
    ----------
    name : str
        Of the sheet.
    table_name : str
        Of the marked-up table: a letter, then letters, digits and underscores.
    rows : iterable of sequences of cells
        Each as long as ``columns``; it is iterated once for each writing, so it need not fit into memory.
    notes : tuple of str
        What the title refers to.
    symbols : tuple of (symbol, meaning)
        Every symbol that stands in the table.
    """

    name: str
    title: str
    table_name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    notes: tuple[str, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes of the title and of the columns, once each, in the order in which they are met."""
        return tuple(dict.fromkeys([*self.notes, *(note for column in self.columns for note in column.notes)]))


@dataclass(frozen=True)
class Section:
    """A part of the cover: a heading, and lines of text."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PublishedWorkbook:
    """A workbook as it is published: who publishes what and when, its tables, and where the data come from.

    Raises
    ------
    WorkbookError
        If it has no table, or names and headers are empty, too long, twice there, or have signs that may not be.
    """

    title: str
    sheets: tuple[TableSheet, ...]
    subject: str = ""
    publisher: str = ""
    contact: str = ""
    date: dt.date | None = None
    data: DataKind = DataKind.CONFIDENTIAL
    about: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        if not self.sheets:
            raise _fault("a workbook", "it has no table", "Give at least one.")
        if not self.title.strip():
            raise _fault("a workbook", "it has no title", "Give one that says what it is about.")
        _check_distinct("sheets", [COVER, CONTENTS, NOTES, *(sheet.name for sheet in self.sheets)])
        _check_distinct("tables", [sheet.table_name for sheet in self.sheets])
        for sheet in self.sheets:
            _check_sheet(sheet)

    @property
    def numbered_notes(self) -> dict[str, int]:
        """Every note with its number, counted as sheets and columns refer to them."""
        notes = dict.fromkeys(note for sheet in self.sheets for note in sheet.all_notes)
        return {note: number for number, note in enumerate(notes, start=1)}

    @property
    def symbols(self) -> tuple[tuple[str, str], ...]:
        """Every symbol with its meaning, once each."""
        return tuple(dict.fromkeys(symbol for sheet in self.sheets for symbol in sheet.symbols))


def table_name(words: str) -> str:
    """Make the name of a marked-up table from words: it begins with a letter and is no name of a cell.

    Examples
    --------
    >>> table_name("Table 2: Offences, by year"), table_name("t1")
    ('Table_2_Offences_by_year', 'Table_t1')
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_")
    name = plain if re.match(r"[A-Za-z]+_", plain) else f"Table_{plain}"
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME].rpartition("_")[0]


def _check_sheet(sheet: TableSheet) -> None:
    where = f"sheet {sheet.name!r}"
    if not sheet.name.strip() or len(sheet.name) > LONGEST_SHEET_NAME or _NOT_IN_NAMES.search(sheet.name):
        what = (
            f"its name is empty, longer than {LONGEST_SHEET_NAME} characters, is History, or has one of [ ] : * ? / \\"
        )
        raise _fault(where, what, "Name it otherwise.")
    if not sheet.title.strip():
        raise _fault(where, "it has no title", "Give one that says what the table counts.")
    if not 0 < len(sheet.columns) <= MOST_COLUMNS:
        raise _fault(where, f"it has {len(sheet.columns):,} columns", f"A sheet has 1 to {MOST_COLUMNS:,}.")
    headers = [" ".join(column.header.split()) for column in sheet.columns]
    if any(len(column.header) + _REFERENCE * len(column.notes) > LONGEST_HEADER for column in sheet.columns):
        what = f"a header is longer than the {LONGEST_HEADER} characters of one, with its notes"
        raise _fault(where, what, "Shorten it, and say the rest in a note.")
    if not all(headers):
        raise _fault(where, f"column {headers.index('') + 1} has no header", "Give every column one of its own.")
    _check_distinct(f"columns of {where}", headers)


def _check_distinct(what: str, names: Sequence[str]) -> None:
    """Refuse names that differ in upper and lower case alone, as spreadsheets take these for the same."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise _fault("a workbook", f"two {what} are named {name!r}", "Give each a name of its own.")
        seen.add(name.casefold())


def _fault(where: str, what: str, remedy: str) -> WorkbookError:
    return WorkbookError(what, where=where, remedy=remedy)
