"""Rules 1 to 9: tables, their headers, and the cells in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules.findings import Place, failed, failed_at, look
from clerestory.publish.checklist.workbook import Cell, Sheet, Table, Workbook
from clerestory.spreadsheets.addresses import Area, cell_at

# What programs call a table that nobody has named, in the languages of their makers.
_GIVEN_NAMES = re.compile(r"_*(table|tabelle|tableau|tabla|tabella|tabel|database|range|data)[ _]?\d*", re.IGNORECASE)
_GIVEN_HEADERS = re.compile(r"(column|spalte|colonne|columna|colonna|kolom) ?\d+", re.IGNORECASE)
_BLANK_IS_EXPLAINED = re.compile(r"\b(blank|empty)\b", re.IGNORECASE)
_FILTER_IS_TOLD = re.compile(r"\bfilter", re.IGNORECASE)
_PANE_IS_TOLD = re.compile(r"\b(freeze|frozen)\b", re.IGNORECASE)
_HIDDEN_IS_TOLD = re.compile(r"\b(hidden|hide|unhide)\b", re.IGNORECASE)
_OF_SIZE = 0.5  # mean width of a letter of a sans serif font, as a part of its size
_BOLD = 1.07
_TOLERANCE = 1.15  # the width of a letter is an estimate


def has_tables(book: Workbook) -> bool:
    """Whether a workbook has a table, marked or not."""
    return bool(book.tables)


def has_marked_tables(book: Workbook) -> bool:
    """Whether a workbook has a table that is marked as one."""
    return any(table.is_marked for _, table in book.tables)


def unmarked_tables(book: Workbook) -> Iterator[Finding]:
    """Yield blocks of cells that look like a table and are not marked as one."""
    for sheet, table in book.tables:
        if not table.is_marked:
            yield failed("cells that look like a table are not marked as one", sheet, table.area)


def unnamed_tables(book: Workbook) -> Iterator[Finding]:
    """Yield tables without a name that somebody gave them."""
    for sheet, table in book.tables:
        if table.is_marked and (not table.name or _GIVEN_NAMES.fullmatch(table.name)):
            yield failed("the table has no name, or the one that the program gave it", sheet, table.area)


def merged_cells(book: Workbook) -> Iterator[Finding]:
    """Yield merged cells, and tables within cells or over each other."""
    for sheet in book.sheets:
        yield from (failed("merged cells", sheet, area) for area in sheet.merged)
        yield from (failed("a table within a cell, or a split cell", sheet, area) for area in sheet.nested)
        for n, table in enumerate(sheet.marked):
            if any(table.area.meets(other.area) for other in sheet.marked[:n]):
                yield failed("a table that lies over another", sheet, table.area)


def blank_lines(book: Workbook) -> Iterator[Finding]:
    """Yield rows and columns of a table that hold nothing."""
    for sheet, table in book.tables:
        area = table.area
        for first, last in _gaps(_held_rows(sheet, area), area.top, area.bottom):
            yield failed("blank rows within a table", sheet, Area(first, area.left, last, area.right))
        columns = sorted(_held_columns(sheet, table.body))
        if columns:
            for first, last in _gaps(columns, area.left, area.right):
                yield failed("blank columns within a table", sheet, Area(area.top, first, area.bottom, last))


def _held_rows(sheet: Sheet, area: Area) -> list[int]:
    rows = sheet.held_rows(area.top, area.bottom)
    return [row for row in rows if any(area.left <= column <= area.right for column in sheet.rows[row])]


def _held_columns(sheet: Sheet, area: Area) -> set[int]:
    columns: set[int] = set()
    for row in _held_rows(sheet, area):
        columns |= sheet.rows[row].keys()
    return {column for column in columns if area.left <= column <= area.right}


def _gaps(held: list[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield runs of numbers from first to last that are not among those held."""
    for before, after in zip([first - 1, *held], [*held, last + 1], strict=True):
        if after > before + 1:
            yield before + 1, after - 1


def wrong_headers(book: Workbook) -> Iterator[Finding]:
    """Yield tables without a tagged header, and headers that are empty, doubled or given by the program."""
    for sheet, table in book.tables:
        if not table.is_marked:
            continue
        if not table.has_header:
            yield failed("the table has no header row that is tagged as one", sheet, table.area)
        else:
            yield from _wrong_names(sheet, table)
            yield from _second_header(sheet, table)


def _wrong_names(sheet: Sheet, table: Table) -> Iterator[Finding]:
    seen: set[str] = set()
    row = table.area.top
    for column in range(table.area.left, table.area.right + 1):
        name = " ".join(sheet.text(row, column).split()).casefold()
        if not name or _GIVEN_HEADERS.fullmatch(name):
            yield failed("a column has no header of its own", sheet, cell_at(row, column))
        elif name in seen:
            yield failed("two columns have the same header", sheet, cell_at(row, column))
        seen.add(name)


def _second_header(sheet: Sheet, table: Table) -> Iterator[Finding]:
    """Yield the row below the header where it is as bold as the header and the rows below it are not."""
    looks = [
        _is_bold(sheet, table.area, row)
        for row in range(table.area.top, min(table.area.top + 3, table.area.bottom + 1))
    ]
    if looks == [True, True, False]:
        row = table.area.top + 1
        yield look("this may be a second row of headers; only one can be tagged", sheet, cell_at(row, table.area.left))


def _is_bold(sheet: Sheet, area: Area, row: int) -> bool:
    held = [cell for column, cell in sheet.rows.get(row, {}).items() if area.left <= column <= area.right]
    return bool(held) and all(cell.style.bold and not cell.is_number for cell in held)


def cropped_text(book: Workbook) -> Iterator[Finding]:
    """Yield texts of tables that are wider than their column and not wrapped."""
    for sheet in book.sheets:
        areas = [table.area for table in sheet.tables]
        places = (
            (row, column)
            for row, column, cell in sheet.texts
            if _is_cropped(cell, sheet.width(column)) and any(area.has(row, column) for area in areas)
        )
        yield from failed_at("text that is wider than its column and not wrapped", sheet, places)


def _is_cropped(cell: Cell, width: float) -> bool:
    if cell.style.wraps:
        return False
    letters = len(cell.text.strip()) * cell.style.size * _OF_SIZE * (_BOLD if cell.style.bold else 1)
    return "\n" in cell.text.strip() or letters > width * _TOLERANCE


def filters_and_panes(book: Workbook) -> Iterator[Finding]:
    """Yield filters and frozen panes; where the sheet tells how to turn them off, a person has to look."""
    for sheet in book.sheets:
        told = _column_a(sheet)
        for area in sheet.filters:
            make = look if _FILTER_IS_TOLD.search(told) else failed
            yield make("a filter", sheet, area)
        if sheet.is_frozen:
            make = look if _PANE_IS_TOLD.search(told) else failed
            yield make("frozen panes", sheet)


def empty_cells(book: Workbook) -> Iterator[Finding]:
    """Yield empty cells of tables, where no text above the table says why some are."""
    for sheet, table in book.tables:
        if not _BLANK_IS_EXPLAINED.search(sheet.above(table)):
            yield from failed_at(
                "empty cells, and nothing in column A above that says why", sheet, _empty(sheet, table)
            )


def _empty(sheet: Sheet, table: Table) -> Iterator[Place]:
    columns = _held_columns(sheet, table.body)
    for row in _held_rows(sheet, table.body):
        yield from ((row, column) for column in columns - sheet.rows[row].keys())


def hidden_things(book: Workbook) -> Iterator[Finding]:
    """Yield hidden sheets, rows and columns; where the sheet tells of them, a person has to look."""
    for sheet in book.sheets:
        if sheet.is_hidden:
            yield failed("a hidden sheet", sheet)
        make = look if _HIDDEN_IS_TOLD.search(_column_a(sheet)) else failed
        for first, last in _runs(sorted(sheet.hidden_rows)):
            yield make("hidden rows", sheet, Area(first, 1, last, 1))
        for first, last in _runs(sorted(sheet.hidden_columns)):
            yield make("hidden columns", sheet, Area(1, first, 1, last))


def _runs(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans with those that follow each other as one."""
    whole: tuple[int, int] | None = None
    for first, last in spans:
        if whole and first == whole[1] + 1:
            whole = whole[0], last
            continue
        if whole:
            yield whole
        whole = first, last
    if whole:
        yield whole


def _column_a(sheet: Sheet) -> str:
    return "\n".join(cells[1].text for row, cells in sorted(sheet.rows.items()) if 1 in cells)
