"""Workbooks as XLSX, by XlsxWriter: every text is written as text, so that none is ever calculated."""

from __future__ import annotations

import datetime as dt
import io

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from clerestory.spreadsheets.addresses import MOST_ROWS
from clerestory.spreadsheets.sheets import Closed, Column, Sheet, Workbook

_LONGEST_PROMPT = 255  # characters; the form has no room for more
_LONGEST_TITLE = 32
_NEVER = dt.datetime(1980, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)  # the same content gives the same bytes


def xlsx_bytes(workbook: Workbook) -> bytes:
    """Give a workbook as XLSX; the same workbook gives the same bytes.

    Parameters
    ----------
    workbook : Workbook
        Headers are bold and stay in view, cells are formatted as text so that nothing is turned into a date or loses
        its leading zeros, and columns with choices offer them.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": workbook.title, "created": _NEVER})
        header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for sheet in workbook.sheets:
            made = book.add_worksheet(sheet.name)
            for n, column in enumerate(sheet.columns):
                made.set_column(n, n, column.width_characters, text)
                made.write_string(0, n, column.header, header)
                _offer(made, n, column)
            _fill(made, sheet, text)
            made.freeze_panes(1, 0)
            made.repeat_rows(0)
            made.set_landscape()
            made.fit_to_pages(1, 0)
            if workbook.mark:
                made.set_header(f"&C{workbook.mark}")
    return out.getvalue()


def _fill(made: Worksheet, sheet: Sheet, text: object) -> None:
    for line, row in enumerate(sheet.rows, start=1):
        for n, value in enumerate(row):
            if isinstance(value, str):
                made.write_string(line, n, value, text)
            else:
                made.write_number(line, n, value)


def _offer(made: Worksheet, n: int, column: Column) -> None:
    """Tell a person who enters a cell what belongs there, and offer the choices."""
    if not column.prompt and column.choices is None:
        return
    told = {"input_title": column.header[:_LONGEST_TITLE], "input_message": _short(column.prompt, _LONGEST_PROMPT)}
    rule: dict[str, object] = {"validate": "any"}
    if column.choices is not None:
        cells = column.choices
        source = f"={cells.sheet}!${cells.column}${cells.first_row}:${cells.column}${cells.last_row}"
        rule = {"validate": "list", "source": source, "show_error": cells.closed is Closed.YES}
    made.data_validation(1, n, MOST_ROWS - 1, n, rule | told)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
