"""Workbooks that keep every rule of the checklist, and spoiled ones that break one; not made by the product.

XLSX by openpyxl, ODS written out by hand. All figures are SYNTHETIC.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from workbooks import packed, parts_of, with_part

MANUAL = {"readable-words", "check-spelling", "run-accessibility-checker"}
LONG = "A name of an area that is far too long for the column in which it stands"
_TITLES = {
    "Cover": "Synthetic cases by area",
    "Table_1": "Table 1: Synthetic cases, by area",
    "Notes": "Notes to tables",
}


def good_xlsx() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    cover, table, notes = book.active, book.create_sheet("Table_1"), book.create_sheet("Notes")
    for sheet in book:
        sheet["A1"] = _TITLES[sheet.title]
        sheet["A1"].style = "Headline 1"
        sheet["A1"].font = Font(name="Arial", size=14, bold=True)
        sheet["A1"].border = Border()
    cover["A2"] = "SYNTHETIC figures of fictional areas"
    cover["A3"] = "Method of the synthetic tables"
    cover["A3"].hyperlink = "https://example.org/method"
    table["A2"] = "This sheet holds one table. It refers to a note, which is on the sheet Notes."
    for row in [("Area", "Cases [note 1]", "Share"), ("North", 12, 40), ("South", 18, "[c]"), ("West", 30, 100)]:
        table.append(row)
    mark(table, "A3:C6", "cases_by_area")
    notes["A2"] = "This sheet holds one table."
    for row in [("Note", "Text"), ("[note 1]", "Counted in synthetic years.")]:
        notes.append(row)
    mark(notes, "A3:B4", "notes_to_tables")
    for row in [*table["A3:C6"], *notes["A3:B4"]]:
        for cell in row:
            cell.alignment = Alignment(wrap_text=True)
    book.properties.title, book.properties.language = "Synthetic cases by area", "en-GB"
    book.properties.creator = "An office of statistics"
    return book


def mark(sheet: Worksheet, area: str, name: str, stripes: bool = False) -> None:
    """Mark an area as a table, without buttons of filters."""
    table = Table(displayName=name, ref=area)
    table._initialise_columns()
    for column, cell in zip(table.tableColumns, sheet[area][0], strict=True):
        column.name = str(cell.value)
    table.autoFilter = None
    if stripes:
        table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
    sheet.add_table(table)


@dataclass(frozen=True)
class Spoiled:
    """A way to spoil a workbook: the rule that it breaks, where that is found, and others that it breaks too."""

    rule: str
    spoil: Callable
    sheet: str
    cells: str
    verdict: str = "failed"
    beside: frozenset[str] = frozenset()


def _xlsx(rule: str, sheet: str, cells: str, verdict: str = "failed", beside: str = ""):
    def kept(spoil: Callable[[openpyxl.Workbook], object]) -> Callable:
        SPOILED_XLSX.append(Spoiled(rule, spoil, sheet, cells, verdict, frozenset(beside.split())))
        return spoil

    return kept


SPOILED_XLSX: list[Spoiled] = []


def _on_table(rule: str, cells: str, spoil: Callable[[Worksheet], object], **said: str) -> None:
    _xlsx(rule, "Table_1", cells, **said)(lambda book: spoil(book["Table_1"]))


def _set(place: str, value: object) -> Callable[[Worksheet], object]:
    return lambda sheet: setattr(sheet[place], "value", value)


def _look(place: str, **look: object) -> Callable[[Worksheet], object]:
    return lambda sheet: [setattr(cell, name, value) for cell in _cells(sheet, place) for name, value in look.items()]


def _cells(sheet: Worksheet, place: str) -> list:
    found = sheet[place]
    return [cell for row in found for cell in row] if ":" in place else [found]


def _rich(text: str, raised: str) -> CellRichText:
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), raised))


def _unmark(sheet: Worksheet) -> None:
    del sheet.tables["cases_by_area"]


def _rename(sheet: Worksheet) -> None:
    _unmark(sheet)
    mark(sheet, "A3:C6", "Table1")


def _without_header(sheet: Worksheet) -> None:
    sheet.tables["cases_by_area"].headerRowCount = None
    sheet.tables["cases_by_area"].headerRowCount = 0


def _with_buttons(sheet: Worksheet) -> None:
    _unmark(sheet)
    sheet.add_table(Table(displayName="cases_by_area", ref="A3:C6"))


def _clear(place: str) -> Callable[[Worksheet], object]:
    return lambda sheet: [setattr(cell, "value", None) for cell in _cells(sheet, place)]


def _chart(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=3, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "E2")


def _second_table(sheet: Worksheet) -> None:
    for row, values in enumerate([("Area", "Open"), ("North", 3), ("South", 4)], start=9):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value).alignment = Alignment(wrap_text=True)
    mark(sheet, "A9:B11", "open_cases")


def _moved(sheet: Worksheet) -> None:
    _unmark(sheet)
    sheet.move_range("A3:C6", cols=1)
    for cell in _cells(sheet, "B3:D6"):
        cell.alignment = Alignment(wrap_text=True)
    mark(sheet, "B3:D6", "cases_by_area")


_LINE = Side(style="thin")
_RED = Font(name="Arial", size=11, color="FF990000")
_on_table("mark-up-tables", "A3:C6", _unmark)
_on_table("name-tables", "A3:C6", _rename)
_on_table("no-merged-cells", "A2:C2", lambda sheet: sheet.merge_cells("A2:C2"))
_on_table("no-blank-rows-or-columns", "A5:C5", _clear("A5:C5"))
_on_table("no-blank-rows-or-columns", "C3:C6", _clear("C4:C6"))
_on_table("one-header-row", "C3", _clear("C3"))
_on_table("one-header-row", "C3", _set("C3", "area"))
_on_table("one-header-row", "A3:C6", _without_header)
_on_table("wrap-text", "A5", lambda sheet: (_set("A5", LONG)(sheet), _look("A5", alignment=Alignment())(sheet)))
_on_table("no-filters-or-frozen-panes", "", lambda sheet: setattr(sheet, "freeze_panes", "A4"))
_on_table("no-filters-or-frozen-panes", "A3:C6", lambda sheet: setattr(sheet.auto_filter, "ref", "A3:C6"))
_on_table("no-filters-or-frozen-panes", "A3:C6", _with_buttons)
_on_table(
    "no-filters-or-frozen-panes",
    "",
    lambda sheet: (_set("A2", "To let frozen panes go choose Unfreeze.")(sheet), setattr(sheet, "freeze_panes", "A4")),
    verdict="look",
)
_on_table("explain-empty-cells", "B5", _clear("B5"))
_on_table("hide-nothing", "A5", lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True))
_on_table("hide-nothing", "C1", lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True))
_on_table("hide-nothing", "", lambda sheet: setattr(sheet, "sheet_state", "hidden"))
_on_table("no-symbols-for-notes", "A4", _set("A4", "North*"))
_on_table("no-symbols-for-notes", "A4", _set("A4", "North\u00b9"))
_on_table("no-symbols-for-notes", "A4", _set("A4", _rich("North", "a")))
_on_table("say-note", "A4", _set("A4", "North [2]"))
_on_table("say-note", "A4", _set("A4", "North (2)"), verdict="look")
_on_table("say-note", "B3", _set("B3", "Cases [note 1, 2]"))
_on_table("no-markers-in-cells", "B5", _set("B5", "18 [note 1]"))
_on_table("notes-on-a-sheet", "B3", _set("B3", "Cases [note 7]"))
_on_table("notes-on-a-sheet", "A8", _set("A8", "Note 1: Counted twice."), beside="nothing-below-tables")
_on_table("readable-words", "A2", _set("A2", "THIS SHEET HOLDS ONE TABLE OF CASES"))
_on_table("readable-words", "A2", _set("A2", "This sheet holds one t a b l e of cases"))
_on_table("readable-text", "B4", _look("B4", font=Font(name="Times New Roman", size=11)))
_on_table("readable-text", "B4:C4", _look("B4:C4", font=Font(name="Arial", size=8)))
_on_table("readable-text", "B4", _look("B4", font=Font(name="Arial", size=11, italic=True)))
_on_table("readable-text", "B4", _look("B4", font=Font(name="Arial", size=11, underline="single")))
_on_table("readable-text", "B4", _look("B4", alignment=Alignment(wrap_text=True, text_rotation=90)))
_on_table("tagged-titles", "A1", _look("A1", style="Normal", font=Font(name="Arial", size=14)))
_on_table("tagged-titles", "A1", _set("A1", _TITLES["Cover"]))
_on_table("tagged-titles", "A1", _clear("A1"), beside="use-column-a")
_on_table("no-symbols", "C5", _set("C5", "-"))
_on_table("no-symbols", "A5", _set("A5", "South \u2714"))
_on_table("nothing-beside-cells", "", lambda sheet: setattr(sheet.oddHeader.center, "text", "Draft of &D"))
_on_table(
    "nothing-beside-cells", "B4", lambda sheet: setattr(sheet["B4"], "comment", Comment("see", "x")), verdict="look"
)
_on_table("no-dividers", "A4:C4", _look("A4:C4", border=Border(bottom=_LINE)))
_on_table("no-dividers", "A4:A6", _look("A3:A6", border=Border(right=_LINE)))
_on_table(
    "no-dividers",
    "A3:C6",
    lambda sheet: (_unmark(sheet), mark(sheet, "A3:C6", "cases_by_area", True)),
    beside="no-fill",
)
_on_table("no-fill", "B4:B6", _look("B4:B6", fill=PatternFill("solid", fgColor="FFFFFF")), beside="no-dividers")
_on_table("no-fill", "E9", _look("E9", fill=PatternFill("solid", fgColor="EEEEEE")))
_on_table("not-by-colour-alone", "B5", _look("B5", font=_RED))
_on_table(
    "not-by-colour-alone",
    "B4:B6",
    lambda sheet: sheet.conditional_formatting.add(
        "B4:B6", ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="FF0000")
    ),
)
_on_table(
    "not-by-colour-alone",
    "B4:B6",
    lambda sheet: sheet.conditional_formatting.add(
        "B4:B6", CellIsRule(operator="greaterThan", formula=["15"], font=Font(color="FF990000"))
    ),
)
_on_table(
    "enough-contrast", "B4:B6", _look("B4:B6", font=Font(name="Arial", size=11, color="FF808080"))
)  # 3.95 on white
_on_table("no-images", "E2", _chart)
_on_table("use-column-a", "C2", _set("C2", "Source: synthetic"))
_on_table("use-column-a", "A2", _clear("A2"), verdict="look")
_on_table("tables-at-the-left-edge", "B3:D6", _moved)
_on_table("nothing-below-tables", "A8", _set("A8", "Source: synthetic"))
_on_table("one-table-a-sheet", "A9:B11", _second_table)


@_xlsx("accessible-links", "Cover", "A3")
def _vague(book):
    book["Cover"]["A3"].value = "Click here"


@_xlsx("accessible-links", "Cover", "A3")
def _address(book):
    book["Cover"]["A3"].value = "https://example.org/a/very/long/address/of/a/page"


@_xlsx("accessible-links", "Cover", "A4")
def _the_same_words(book):
    book["Cover"]["A4"] = "Method of the synthetic tables"
    book["Cover"]["A4"].hyperlink = "https://example.org/other"


@_xlsx("accessible-links", "Cover", "A4", "look")
def _no_link(book):
    book["Cover"]["A4"] = "https://example.org/a"


@_xlsx("accessible-links", "Cover", "A4")
def _by_formula(book):
    book["Cover"]["A4"] = '=HYPERLINK("https://example.org/b","here")'


@_xlsx("accessible-links", "Cover", "A3", "look")
def _file(book):
    book["Cover"]["A3"].hyperlink = "https://example.org/method.pdf"


@_xlsx("name-sheets", "Sheet2", "")
def _given(book):
    book["Table_1"].title = "Sheet2"


@_xlsx("no-blank-sheets", "Extra", "")
def _blank(book):
    book.create_sheet("Extra")


@_xlsx("document-information", "", "")
def _no_title(book):
    book.properties.title = None


@_xlsx("document-information", "", "", "look")
def _no_language(book):
    book.properties.language = None


@_xlsx("cursor-in-a1", "Cover", "C3")
def _cursor(book):
    book["Cover"].sheet_view.selection[0].activeCell = "C3"


@_xlsx("cursor-in-a1", "Table_1", "")
def _active(book):
    book.active = 1


def xlsx_bytes(book: openpyxl.Workbook) -> bytes:
    """The workbook as a file; openpyxl keeps no value of a formula, so that of a link is written into it."""
    out = io.BytesIO()
    book.save(out)
    parts = parts_of(out.getvalue())
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = parts[name].replace(b'","here")</f><v/>', b'","here")</f><v>here</v>')
            parts[name] = parts[name].replace(b'","here")</f><v></v>', b'","here")</f><v>here</v>')
            parts[name] = parts[name].replace(b'","here")</f><v />', b'","here")</f><v>here</v>')
    return packed(parts)


WITH_MACROS = with_part("xl/vbaProject.bin")
