"""Rules 26 to 31: the sheets, and what stands where on them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules.findings import failed, failed_at, look
from clerestory.publish.checklist.workbook import Sheet, Table, Workbook
from clerestory.spreadsheets.addresses import cell_at

_GIVEN_NAMES = re.compile(r"(work)?(sheet|tabelle|feuil|hoja|foglio|blad|planilha|ark) ?\d*", re.IGNORECASE)


def poor_names(book: Workbook) -> Iterator[Finding]:
    """Yield sheets whose name is doubled, given by the program, or has space around it."""
    counted = Counter(sheet.name.strip().casefold() for sheet in book.sheets)
    for sheet in book.sheets:
        if not sheet.name.strip() or counted[sheet.name.strip().casefold()] > 1:
            yield failed("the sheet has no name that is its own", sheet)
        elif _GIVEN_NAMES.fullmatch(sheet.name.strip()):
            yield failed("the sheet has the name that the program gave it", sheet)
        if sheet.name != sheet.name.strip():
            yield failed("the name of the sheet begins or ends with a space", sheet)


def blank_sheets(book: Workbook) -> Iterator[Finding]:
    """Yield sheets that hold nothing."""
    yield from (failed("a blank sheet", sheet) for sheet in book.sheets if sheet.is_blank)


def column_a(book: Workbook) -> Iterator[Finding]:
    """Yield what stands above a table and not in column A, and sheets that do not begin in A1 with words."""
    for sheet in (sheet for sheet in book.sheets if sheet.rows):
        if not sheet.text(1, 1):
            yield failed("A1 is empty, where a reader begins", sheet, cell_at(1, 1))
        if sheet.tables:
            yield from _above(sheet, min(table.area.top for table in sheet.tables))


def _above(sheet: Sheet, top: int) -> Iterator[Finding]:
    if top == 1:
        yield failed("a table begins in the first row, where the title belongs", sheet, cell_at(1, 1))
        return
    beside = ((row, column) for row, column, _ in sheet.cells() if row < top and column > 1)
    yield from failed_at("words above a table that are not in column A", sheet, beside)
    if not any(sheet.text(row, 1) for row in range(2, min(top, max(sheet.rows) + 1))):
        yield look("no words under the title say what the sheet holds", sheet, cell_at(2, 1))


def away_from_the_edge(book: Workbook) -> Iterator[Finding]:
    """Yield tables that do not begin in column A; of several side by side the first has to."""
    for sheet, table in book.tables:
        if table.area.left > 1 and not any(_is_left_of(other, table) for other in sheet.tables):
            yield failed("the table does not begin in column A", sheet, table.area)


def _is_left_of(other: Table, table: Table) -> bool:
    shares_rows = other.area.top <= table.area.bottom and table.area.top <= other.area.bottom
    return shares_rows and other.area.right < table.area.left


def below_tables(book: Workbook) -> Iterator[Finding]:
    """Yield what stands below the last table of a sheet."""
    for sheet in book.sheets:
        bottom = max((table.area.bottom for table in sheet.tables), default=0)
        if bottom:
            places = ((row, column) for row, column, _ in sheet.cells() if row > bottom)
            yield from failed_at("something below the table", sheet, places)


def several_tables(book: Workbook) -> Iterator[Finding]:
    """Yield the tables of a sheet beyond the first."""
    for sheet in book.sheets:
        yield from (failed("a further table on the sheet", sheet, table.area) for table in sheet.tables[1:])
