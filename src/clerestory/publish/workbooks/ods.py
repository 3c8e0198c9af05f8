"""A published workbook as ODS, row by row: marked-up tables, header rows, headings and language as screen readers need.

Source: OASIS, OpenDocument 1.3, part 3. What programs take for a table with a name is a database range with a header;
LibreOffice turns it into a table of XLSX, and such a table back into a range.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import IO
from xml.sax.saxutils import escape

from clerestory.publish.workbooks.book import Cell, Column, Kind, PublishedWorkbook
from clerestory.publish.workbooks.layout import Line, Page, Style, marked_title, pages_of
from clerestory.publish.workbooks.values import EXACT, check_room, digits_of, kept_text
from clerestory.spreadsheets.addresses import column_letters
from clerestory.spreadsheets.opendocument import (
    SPACES,
    attribute,
    cleaned,
    column_style,
    paragraphs,
    write_package,
)

_AT_ONCE = 500  # rows that are written together
_REMEMBERED = 50_000  # cells of a column that are written again without being made again
_STYLES = {Style.TITLE: "Heading_20_1", Style.HEADING: "Heading_20_2", Style.TEXT: "Default"}
_SIZES = {Style.TITLE: 16, Style.HEADING: 14}

Made = Callable[[Cell], str]


def write_ods(book: PublishedWorkbook, out: IO[bytes]) -> None:
    """Write a workbook as ODS; the same workbook gives the same bytes, and only some rows are in memory at a time.

    Parameters
    ----------
    out : binary file that can seek

    Raises
    ------
    WorkbookError
        If a cell or table is larger than spreadsheets hold.
    """
    pages = tuple(pages_of(book))
    parts: dict[str, Iterable[str]] = {
        "content.xml": _content(pages),
        "styles.xml": [_styles()],
        "meta.xml": [_meta(book)],
        "settings.xml": [_settings(pages)],
    }
    write_package(out, parts)


def _content(pages: Sequence[Page]) -> Iterator[str]:
    yield f'<office:document-content {SPACES} office:version="1.3"><office:automatic-styles>'
    yield from (column_style(f"w{width}", width) for width in sorted({w for page in pages for w in page.widths}))
    yield from dict.fromkeys(_cell_style(column) for page in pages for column in page.columns)
    yield from _FIXED_STYLES
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    ranges = []
    for page in pages:
        last = yield from _sheet(page)
        if page.columns:
            ranges.append(_range(page, last))
    yield f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _sheet(page: Page) -> Generator[str, None, int]:
    """Yield a sheet, and return the number of its last row."""
    yield f"<table:table table:name={attribute(page.name)}>"
    yield "".join(f'<table:table-column table:style-name="w{width}"/>' for width in page.widths)
    yield "".join(f"<table:table-row>{_line(line, page)}</table:table-row>" for line in page.lines)
    last = len(page.lines)
    if page.columns:
        header = "".join(_header(column, page) for column in page.columns)
        yield f"<table:table-header-rows><table:table-row>{header}</table:table-row></table:table-header-rows>"
        last += 1
    made = [_maker(column, page, at) for at, column in enumerate(page.columns)]
    together: list[str] = []
    for row in page.rows:
        last += 1
        cells = "".join([make(value) for make, value in zip(made, row, strict=True)])
        together.append(f"<table:table-row>{cells}</table:table-row>")
        if len(together) == _AT_ONCE:
            check_room(last, where=f"sheet {page.name!r}")
            yield "".join(together)
            together.clear()
    check_room(last, where=f"sheet {page.name!r}")
    yield "".join(together) + "</table:table>"
    return last


def _line(line: Line, page: Page) -> str:
    text = kept_text(line.text, where=f"sheet {page.name!r}")
    return _text_cell(_linked(text, line.sheet) if line.sheet else paragraphs(text), _STYLES[line.style])


def _header(column: Column, page: Page) -> str:
    text = kept_text(column.header, where=f"sheet {page.name!r}")
    return _text_cell(paragraphs(text), "h" if column.kind is Kind.TEXT else "hn")


def _text_cell(inside: str, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'


def _linked(text: str, sheet: str) -> str:
    place = "'{}'".format(sheet.replace("'", "''"))
    return (
        f'<text:p><text:a xlink:type="simple" xlink:href={attribute(f"#{place}.A1")}>{escape(text)}</text:a></text:p>'
    )


def _maker(column: Column, page: Page, at: int) -> Made:
    """Give the function that makes the cells of a column, which remembers those that come again."""
    where = f"sheet {page.name!r}, column {column.header!r}"
    number = _NUMBERS[column.kind](column) if column.kind in _NUMBERS else None

    def text(value: str) -> str:
        kept = kept_text(value, where=where)
        if page.links and at == 0:
            return _text_cell(_linked(kept, kept), "t")
        return _text_cell(paragraphs(kept), "t" if column.kind is Kind.TEXT else "s")

    @lru_cache(_REMEMBERED, typed=True)
    def made(value: Cell) -> str:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, dt.date):
            return _date_cell(value)
        digits = digits_of(value, where=where)
        return number(value, digits) if number else text(digits)

    return _with_counts(made, column) if column.kind is Kind.NUMBER and not column.decimals else made


def _with_counts(made: Made, column: Column) -> Made:
    """Make counts by the shortest way: most cells of a table are counts, and seldom the same ones."""
    start = _start(column, "float")

    def count_or_other(value: Cell) -> str:
        if isinstance(value, int) and -EXACT < value < EXACT:
            return f'{start}{value}"><text:p>{value:,}</text:p></table:table-cell>'
        return made(value)

    return count_or_other


def _start(column: Column, kind: str) -> str:
    return f'<table:table-cell table:style-name="{_style_name(column)}" office:value-type="{kind}" office:value="'


def _number_maker(column: Column) -> Callable[[float, str], str]:
    start = _start(column, "float")
    form = ("{:,}" if column.decimals is None else f"{{:,.{column.decimals}f}}").format
    return lambda value, digits: f'{start}{digits}"><text:p>{form(value)}</text:p></table:table-cell>'


def _percent_maker(column: Column) -> Callable[[float, str], str]:
    start = _start(column, "percentage")
    form = f"{{:.{column.decimals or 0}%}}".format
    return lambda value, digits: f'{start}{digits}"><text:p>{form(value)}</text:p></table:table-cell>'


_NUMBERS = {Kind.NUMBER: _number_maker, Kind.PERCENT: _percent_maker}


def _date_cell(day: dt.date) -> str:
    return (
        f'<table:table-cell table:style-name="d" office:value-type="date" office:date-value="{day.isoformat()}">'
        f"<text:p>{day.isoformat()}</text:p></table:table-cell>"
    )


def _range(page: Page, last: int) -> str:
    """Mark the table of a sheet up, from its header to its last row."""
    sheet, first = "'{}'".format(page.name.replace("'", "''")), len(page.lines) + 1
    cells = f"{sheet}.A{first}:{sheet}.{column_letters(len(page.columns))}{last}"
    return (
        f"<table:database-range table:name={attribute(page.table_name)} table:target-range-address={attribute(cells)}"
        ' table:contains-header="true" table:display-filter-buttons="false"/>'
    )


def _style_name(column: Column) -> str:
    return f"{column.kind.value[0]}{'' if column.decimals is None else column.decimals}"


_WRAPPED = (
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top" style:text-align-source="fix"/>'
)
_LEFT, _RIGHT = (
    '<style:paragraph-properties fo:text-align="start"/>',
    '<style:paragraph-properties fo:text-align="end"/>',
)
_BOLD = '<style:text-properties fo:font-weight="bold"/>'


def _style(name: str, inside: str, data: str = "") -> str:
    form = f' style:data-style-name="{data}"' if data else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default"{form}>'
        f"{_WRAPPED}{inside}</style:style>"
    )


_DATE_FORM = (
    '<number:date-style style:name="D"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
)
_FIXED_STYLES = (
    '<number:text-style style:name="T"><number:text-content/></number:text-style>',
    *(_style("h", _LEFT + _BOLD, "T"), _style("hn", _RIGHT + _BOLD, "T")),
    *(_style("t", _LEFT, "T"), _style("s", _RIGHT, "T")),
    _DATE_FORM,
    _style("d", _RIGHT, "D"),
)


def _cell_style(column: Column) -> str:
    """Give the style of the numbers of a column; texts and dates have one for all."""
    if column.kind not in _NUMBERS:
        return ""
    name = _style_name(column)
    family, after = ("percentage", "<number:text>%</number:text>") if column.kind is Kind.PERCENT else ("number", "")
    places = "" if column.decimals is None else f' number:decimal-places="{column.decimals}"'
    if column.kind is Kind.NUMBER and column.decimals is not None:
        places += ' number:grouping="true"'
    number = f'<number:number number:min-integer-digits="1"{places}/>{after}'
    form = f'<number:{family}-style style:name="F{name}">{number}</number:{family}-style>'
    return form + _style(name, _RIGHT, f"F{name}")


# Printed across, as wide as the paper, and without the header and footer that programs add where nothing is said.
_PRINTED = (
    '<office:automatic-styles><style:page-layout style:name="across"><style:page-layout-properties'
    ' fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm"'
    ' style:scale-to-X="1"/>'
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    '<style:master-page style:name="Default" style:page-layout-name="across"><style:header style:display="false"/>'
    '<style:footer style:display="false"/></style:master-page></office:master-styles>'
)


def _styles() -> str:
    """Give the named styles: a sans-serif font of 12 points at least, and headings that are called so."""
    headings = "".join(
        f'<style:style style:name="{_STYLES[style]}" style:display-name="{style.value}" style:family="table-cell"'
        f' style:parent-style-name="Default">{_WRAPPED}{_LEFT}'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        for style, size in _SIZES.items()
    )
    return (
        f'<office:document-styles {SPACES} office:version="1.3">'
        '<office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial"'
        ' style:font-family-generic="swiss"/></office:font-face-decls><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties style:font-name="Arial"'
        ' fo:font-size="12pt" fo:language="en" fo:country="GB"/></style:default-style>'
        '<style:default-style style:family="table-row"><style:table-row-properties'
        ' style:use-optimal-row-height="true"/></style:default-style>'
        f'<style:style style:name="Default" style:family="table-cell">{_WRAPPED}</style:style>{headings}'
        f"</office:styles>{_PRINTED}</office:document-styles>"
    )


def _meta(book: PublishedWorkbook) -> str:
    """Give the document information; its dates are that of publication."""
    tags = {
        "dc:title": marked_title(book),
        "dc:subject": book.subject,
        "dc:description": book.data.mark_sentence,
        "meta:keyword": book.data.mark,
        "meta:initial-creator": book.publisher,
        "dc:creator": book.publisher,
        "meta:creation-date": f"{book.date.isoformat()}T00:00:00" if book.date else "",
        "dc:date": f"{book.date.isoformat()}T00:00:00" if book.date else "",
        "dc:language": "en-GB",
    }
    told = "".join(f"<{tag}>{escape(cleaned(text))}</{tag}>" for tag, text in tags.items() if text)
    return (
        f'<office:document-meta {SPACES} office:version="1.3"><office:meta>{told}</office:meta></office:document-meta>'
    )


def _settings(pages: Sequence[Page]) -> str:
    """Put the cursor into cell A1 of every sheet, and open the first."""
    sheets = "".join(
        f"<config:config-item-map-entry config:name={attribute(page.name)}>"
        '<config:config-item config:name="CursorPositionX" config:type="int">0</config:config-item>'
        '<config:config-item config:name="CursorPositionY" config:type="int">0</config:config-item>'
        "</config:config-item-map-entry>"
        for page in pages
    )
    return (
        f'<office:document-settings {SPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        "<config:config-item-map-entry>"
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{sheets}</config:config-item-map-named>'
        '<config:config-item config:name="ActiveTable" config:type="string">'
        f"{escape(pages[0].name)}</config:config-item>"
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )
