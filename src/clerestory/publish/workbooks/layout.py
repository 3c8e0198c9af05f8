"""How a published workbook is laid out, whatever its form: the lines above each table, and the sheets around tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum

from clerestory.model.calendar import date_text
from clerestory.publish.workbooks.book import (
    CONTENTS,
    COVER,
    NOTES,
    Column,
    PublishedWorkbook,
    Row,
    TableSheet,
)

_COVER_WIDTH = 90  # characters
_FIRST_WIDTH, _LEAST_WIDTH, _WIDEST = 55, 14, 60  # the first column also holds the lines above the table
_READABLE_HEADER = 22


class Style(Enum):
    """How a line is read: a title, a heading or text, by the names that spreadsheet programs give these styles."""

    TITLE = "Heading 1"
    HEADING = "Heading 2"
    TEXT = "Default"


@dataclass(frozen=True)
class Line:
    """A line in column A; ``sheet`` makes it a link to the top of that sheet."""

    text: str
    style: Style = Style.TEXT
    sheet: str = ""


@dataclass(frozen=True)
class Page:
    """A sheet as it is written: lines in column A, then a table, or none where there are no columns.

    Attributes
    ----------
    links : bool
        Whether the first cell of each row names a sheet, and is a link to it.
    """

    name: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...] = ()
    rows: Iterable[Row] = ()
    table_name: str = ""
    links: bool = False

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths of the columns, in characters; long texts are wrapped."""
        if not self.columns:
            return (_COVER_WIDTH,)
        first, *rest = map(_width, self.columns)
        return (max(first, _FIRST_WIDTH), *rest)


def pages_of(book: PublishedWorkbook) -> Iterator[Page]:
    """Yield the sheets of a workbook: cover, contents, notes where there are any, then a table each."""
    yield _cover(book)
    yield _contents(book)
    if book.numbered_notes:
        yield _notes(book)
    yield from (_table(sheet, book) for sheet in book.sheets)


def marked_title(book: PublishedWorkbook) -> str:
    """Give the title of the workbook, with the mark of data that are not real."""
    return _marked(book.title, book)


def _marked(title: str, book: PublishedWorkbook) -> str:
    return f"{book.data.mark}: {title}" if book.data.mark else title


def _cover(book: PublishedWorkbook) -> Page:
    lines = [Line(marked_title(book), Style.TITLE), *_mark_lines(book)]
    lines += [Line(text) for text in _imprint(book)]
    for section in book.about:
        lines += [Line(section.heading, Style.HEADING), *map(Line, section.lines)]
    if book.symbols:
        lines += [Line("Symbols", Style.HEADING), *(Line(f"{sign}: {meaning}.") for sign, meaning in book.symbols)]
    lines += [Line("Find a table", Style.HEADING), Line("Go to the list of all worksheets", sheet=CONTENTS)]
    return Page(COVER, tuple(lines))


def _imprint(book: PublishedWorkbook) -> Iterator[str]:
    if book.date:
        yield f"Published on {date_text(book.date)}" + (f" by {book.publisher}." if book.publisher else ".")
    elif book.publisher:
        yield f"Published by {book.publisher}."
    if book.contact:
        yield f"Contact: {book.contact}"


def _contents(book: PublishedWorkbook) -> Page:
    rows = [(sheet.name, sheet.title) for sheet in book.sheets]
    if book.numbered_notes:
        rows.insert(0, (NOTES, "What the notes of tables say"))
    lines = (*_head(f"Contents of {book.title}", book), *_mark_lines(book))
    columns = (Column("Worksheet"), Column("What it holds"))
    return _around(Page(CONTENTS, lines, columns, tuple(rows), "Contents_of_this_workbook", links=True))


def _notes(book: PublishedWorkbook) -> Page:
    """Give the sheet of the notes: number, text, and the sheets that refer to each."""
    rows = []
    for note, number in book.numbered_notes.items():
        of = ", ".join(sheet.name for sheet in book.sheets if note in sheet.all_notes)
        rows.append((f"note {number}", note, of))
    columns = (Column("Note number"), Column("Note text"), Column("Worksheets"))
    lines = (*_head("Notes", book), *_mark_lines(book), _BACK)
    return _around(Page(NOTES, lines, columns, tuple(rows), "Notes_of_this_workbook"))


_BACK = Line("Go to the list of all worksheets", sheet=CONTENTS)


def _table(sheet: TableSheet, book: PublishedWorkbook) -> Page:
    numbers = book.numbered_notes
    title = f"{sheet.name}: {sheet.title}{_references(sheet.notes, numbers)}"
    lines = [
        *_head(title, book, " Its notes stand on the worksheet Notes." if sheet.all_notes else ""),
        *_mark_lines(book),
        *(Line(f"{sign} in this table: {meaning}.") for sign, meaning in sheet.symbols),
        _BACK,
    ]
    columns = tuple(
        replace(column, header=" ".join(column.header.split()) + _references(column.notes, numbers))
        for column in sheet.columns
    )
    return Page(sheet.name, tuple(lines), columns, sheet.rows, sheet.table_name)


def _references(notes: Iterable[str], numbers: dict[str, int]) -> str:
    return "".join(f" [note {number}]" for number in sorted(numbers[note] for note in notes))


def _head(title: str, book: PublishedWorkbook, more: str = "") -> tuple[Line, Line]:
    return Line(_marked(title, book), Style.TITLE), Line(f"This worksheet contains one table.{more}")


def _mark_lines(book: PublishedWorkbook) -> list[Line]:
    return [Line(book.data.mark_sentence)] if book.data.mark else []


def _around(page: Page) -> Page:
    """Give a page of few rows with the widths of its texts."""
    columns = (
        replace(column, widest_characters=max(len(str(row[at])) for row in page.rows))
        for at, column in enumerate(page.columns)
    )
    return replace(page, columns=tuple(columns))


def _width(column: Column) -> int:
    header = min(len(column.header) + 2, _READABLE_HEADER)
    return min(max(header, column.widest_characters + 3, _LEAST_WIDTH), _WIDEST)
