"""A published workbook as XLSX, by XlsxWriter: the same sheets as in ODS, with tables that Excel knows as such.

XlsxWriter has no named styles and no language, so styles and properties of its package are written anew: screen readers
and accessibility checkers find a title by the style "Heading 1".
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from clerestory.errors import WorkbookError
from clerestory.publish.workbooks.book import Cell, Column, Kind, PublishedWorkbook
from clerestory.publish.workbooks.layout import Page, Style, marked_title, pages_of
from clerestory.publish.workbooks.values import check_room, kept_number, kept_text

MOST_CELLS = 2**20  # all are held in memory before they are written; ODS has no such limit
_A4 = 9
_NEVER = dt.date(1980, 1, 1)
_TEXT_SIZE = 12  # points
_LEADING, _WIDER, _HIGHEST = 1.3, 1.12, 409  # of a line, of bold or wide letters, and the most points of a row
_FONT = {"font_name": "Arial", "font_size": _TEXT_SIZE, "text_wrap": True, "valign": "top"}
_SIZES = {Style.TITLE: 16, Style.HEADING: 14}  # no other cell has these, so that styles find their formats by them
_OUTLINE = {Style.TITLE: 16, Style.HEADING: 17}  # the numbers of these styles in every XLSX


def write_xlsx(book: PublishedWorkbook, out: IO[bytes]) -> None:
    """Write a workbook as XLSX; the same workbook gives the same bytes.

    Raises
    ------
    WorkbookError
        If a cell or table is larger than spreadsheets hold, or the tables have more than ``MOST_CELLS`` cells.
    """
    plain = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(plain, options) as made:
        made.set_properties(_properties(book))
        formats = _Formats(made)
        cells = 0
        for page in pages_of(book):
            cells = _fill(made.add_worksheet(page.name), page, formats, cells)
    _repacked(plain, out)


def _properties(book: PublishedWorkbook) -> dict[str, object]:
    day = book.date or _NEVER
    return {
        "title": marked_title(book),
        "subject": book.subject,
        "author": book.publisher,
        "company": book.publisher,
        "keywords": book.data.mark,
        "comments": book.data.mark_sentence,
        "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).replace(tzinfo=None),
    }


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(_FONT | properties)
        return self._made[key]

    def line(self, style: Style) -> Format:
        return self.of(bold=True, font_size=_SIZES[style]) if style in _SIZES else self.of()

    def link(self) -> Format:
        return self.of(font_color="#0000ff", underline=1)

    def header(self, column: Column) -> Format:
        return self.of(bold=True, align="left" if column.kind is Kind.TEXT else "right", num_format="@")

    def text(self, column: Column) -> Format:
        return self.of(align="left" if column.kind is Kind.TEXT else "right", num_format="@")

    def number(self, column: Column) -> Format:
        places = "" if not column.decimals else "." + "0" * column.decimals
        whole = {Kind.PERCENT: f"0{places}%", Kind.NUMBER: f"#,##0{places}"}.get(column.kind, "General")
        general = column.decimals is None and column.kind is Kind.NUMBER
        return self.of(align="right", num_format="General" if general else whole)

    def date(self) -> Format:
        return self.of(align="right", num_format="yyyy-mm-dd")


def _fill(made: Worksheet, page: Page, formats: _Formats, cells: int) -> int:
    """Fill a sheet, and give how many cells there are now in all tables."""
    where = f"sheet {page.name!r}"
    _set_print(made, page)
    for number, line in enumerate(page.lines):
        text = kept_text(line.text, where=where)
        size = _SIZES.get(line.style, _TEXT_SIZE)
        _make_room(made, number, _lines(text, page.widths[0] * _TEXT_SIZE / size), size)
        if line.sheet:
            made.write_url(number, 0, _address(line.sheet), formats.link(), text)
        else:
            made.write_string(number, 0, text, formats.line(line.style))
    if not page.columns:
        return cells
    first = last = len(page.lines)
    texts = [(at, page.widths[at]) for at, column in enumerate(page.columns) if column.kind is Kind.TEXT]
    _make_room(made, first, max(_lines(c.header, w) for c, w in zip(page.columns, page.widths, strict=True)))
    writers = [_writer(made, page, formats, at) for at in range(len(page.columns))]
    for row in page.rows:
        last += 1
        cells += len(writers)
        check_room(last + 1, where=where)
        _check_size(cells)
        for write, value in zip(writers, row, strict=True):
            write(last, value)
        _make_room(made, last, max((_lines(str(row[at]), width) for at, width in texts), default=1))
    _mark_up(made, page, formats, (first, last))
    return cells


def _lines(text: str, width: float) -> int:
    """Give how many lines a text takes in a column that is so many characters wide; rather one too many."""
    if len(text) <= width - 2:
        return 1 + text.count("\n")
    return sum(1 + int(len(line) * _WIDER // width) for line in text.split("\n"))


def _make_room(made: Worksheet, row: int, lines: int, size: int = _TEXT_SIZE) -> None:
    """Make a row as high as its text: Excel does so by itself as it opens a file, LibreOffice does not."""
    if lines > 1 or size > _TEXT_SIZE:
        made.set_row(row, min(lines * size * _LEADING, _HIGHEST))


def _set_print(made: Worksheet, page: Page) -> None:
    """Set the widths of columns, and print across, as wide as A4 paper, the header on every page."""
    for at, width in enumerate(page.widths):
        made.set_column(at, at, width)
    made.set_landscape()
    made.set_paper(_A4)
    made.fit_to_pages(1, 0)
    if page.columns:
        made.repeat_rows(len(page.lines))


def _writer(made: Worksheet, page: Page, formats: _Formats, at: int) -> Callable[[int, Cell], None]:
    """Give the function that writes a cell of a column into a row."""
    column = page.columns[at]
    where = f"sheet {page.name!r}, column {column.header!r}"
    text, number, date, link = formats.text(column), formats.number(column), formats.date(), formats.link()

    def write(row: int, value: Cell) -> None:
        if isinstance(value, str):
            kept = kept_text(value, where=where)
            if page.links and at == 0:
                made.write_url(row, at, _address(kept), link, kept)
            else:
                made.write_string(row, at, kept, text)
        elif isinstance(value, dt.date):
            made.write_datetime(row, at, value, date)
        else:
            made.write_number(row, at, kept_number(value, where=where), number)

    return write


def _mark_up(made: Worksheet, page: Page, formats: _Formats, rows: tuple[int, int]) -> None:
    """Make a table of the rows, with a header, and without filter, stripes or a style that has colours."""
    headers = [kept_text(column.header, where=f"sheet {page.name!r}") for column in page.columns]
    told = {
        "name": page.table_name,
        "autofilter": False,
        "banded_rows": False,
        "style": None,
        "columns": [
            {"header": header, "header_format": formats.header(column)}
            for header, column in zip(headers, page.columns, strict=True)
        ],
    }
    first, last = rows
    done = made.add_table(first, 0, max(last, first + 1), len(page.columns) - 1, told)
    assert done == 0, f"XlsxWriter refused the table of {page.name}"


def _address(sheet: str) -> str:
    return "internal:'{}'!A1".format(sheet.replace("'", "''"))


def _check_size(cells: int) -> None:
    if cells > MOST_CELLS:
        raise WorkbookError(
            f"the tables have more than {MOST_CELLS:,} cells, more than is written as XLSX",
            where="an XLSX workbook",
            remedy="Write it as ODS, which Excel opens as well, or publish CSV.",
        )


def _repacked(plain: io.BytesIO, out: IO[bytes]) -> None:
    """Write the package anew, with named headings and the language."""
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            with source.open(entry) as file:
                content = file.read()
            change = _CHANGES.get(entry.filename)
            target.writestr(entry, change(content.decode()) if change else content)


def _with_headings(styles: str) -> str:
    """Name the styles of headings, and say of which style each format is."""
    fonts = re.findall(r"<font>.*?</font>", styles)
    numbers = {
        style: next((at for at, font in enumerate(fonts) if f'<sz val="{size}"/>' in font), None)
        for style, size in _SIZES.items()
    }
    there = {style: number for style, number in numbers.items() if number is not None}
    bases = "".join(f'<xf numFmtId="0" fontId="{font}" fillId="0" borderId="0"/>' for font in there.values())
    names = "".join(
        f'<cellStyle name="{style.value}" xfId="{at}" builtinId="{_OUTLINE[style]}"/>'
        for at, style in enumerate(there, start=1)
    )
    count = len(there) + 1
    styles = re.sub(r'<cellStyleXfs count="1">(.*?)</cellStyleXfs>',
                    rf'<cellStyleXfs count="{count}">\1{bases}</cellStyleXfs>', styles)  # fmt: skip
    styles = re.sub(r'<cellStyles count="1">', f'<cellStyles count="{count}">{names}', styles)
    for at, font in enumerate(there.values(), start=1):
        styles = re.sub(rf'(fontId="{font}" [^>]*?xfId=)"0"', rf'\1"{at}"', styles)
    return styles


def _with_language(properties: str) -> str:
    return properties.replace("</cp:coreProperties>", "<dc:language>en-GB</dc:language></cp:coreProperties>")


_CHANGES: Mapping[str, Callable[[str], Any]] = {"xl/styles.xml": _with_headings, "docProps/core.xml": _with_language}
