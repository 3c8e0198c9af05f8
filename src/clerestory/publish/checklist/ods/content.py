"""The elements of content.xml as they come: styles first, then sheet after sheet, then the ranges that are tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from clerestory.publish.checklist.filling import Filler, formula_target, watched
from clerestory.publish.checklist.limits import MOST_SHEETS
from clerestory.publish.checklist.ods.drawings import Drawings
from clerestory.publish.checklist.ods.styles import TABLE, Styles
from clerestory.publish.checklist.ods.text import CellText
from clerestory.publish.checklist.workbook import Sheet, Table
from clerestory.spreadsheets.addresses import MOST_COLUMNS, Area, area_of, cell_at
from clerestory.spreadsheets.markup import Document, check_prefixes, counted
from clerestory.spreadsheets.package import Package, Refusals

_UNNAMED = "__Anonymous_Sheet_DB__"  # what LibreOffice calls the range of a filter that is no table
_ADDRESS = re.compile(r"^\$?(?:'((?:[^']|'')*)'|([^'.]*))\.([^:]*)(?::(?:[^:]*\.)?([^:.]*))?$")
_ADDRESSES = re.compile(r"(?:'[^']*'|[^' ])+")  # of a list; names of sheets in quotes have spaces
_SIGNALS = ("calcext:color-scale-entry", "calcext:formatting-entry", "calcext:icon-set", "calcext:data-bar")
Attributes = Mapping[str, str]


class Content:
    """Reads content.xml into sheets."""

    def __init__(self, styles: Styles, filler: Filler, refusals: Refusals) -> None:
        self._styles, self._filler, self._refusals = styles, filler, refusals
        self.sheets: list[Sheet] = []
        self.masters: list[str] = []
        self._named: dict[str, Sheet] = {}
        self.has_events = False
        self._row, self._rows, self._column, self._columns = 0, 1, 0, 1
        self._cell: Attributes = {}
        self._text: CellText | None = None
        self._defaults: dict[int, str] = {}
        self._row_style = ""
        self._put: list[tuple[Area, str, Attributes, CellText]] = []
        self._depth = 0  # of sheets within cells
        self._skipped = 0  # of elements within one whose text is no text of the cell
        self._range: Attributes = {}
        self._conditional = ""
        self._drawings = Drawings()
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "table:table": self._on_table,
            "table:table-column": self._on_column,
            "table:table-row": self._on_row,
            "table:table-cell": self._on_cell,
            "table:covered-table-cell": self._on_covered,
            "table:database-range": self._on_range,
            "table:filter": self._on_filter,
            "calcext:conditional-format": self._on_conditional,
            "calcext:condition": self._on_condition,
            "script:event-listener": self._on_event,
        } | dict.fromkeys(_SIGNALS, self._on_signal)
        self._ends: dict[str, Callable[[], None]] = {
            "table:table": self._end_table,
            "table:table-row": self._end_row,
            "table:table-cell": self._end_cell,
            "table:covered-table-cell": self._end_cell,
            "table:database-range": self._end_range,
        }

    def read(self, package: Package) -> None:
        """Read the part to its end."""
        document = Document(self._start, self._refusals.damaged, end=self._end, text=self._on_text)
        chunks = package.chunks("content.xml")
        document.parse(watched(chunks, lambda: sum(sheet.noted for sheet in self.sheets), self._refusals))

    def _start(self, tag: str, attributes: Attributes) -> None:
        if not self.sheets:
            check_prefixes(attributes, self._refusals.damaged)
            self._styles.start(tag, attributes)
        if self._skipped or self._drawings.is_start(tag) or tag == "office:annotation":
            self._skip(tag, attributes)
        elif self._depth > 1:
            self._depth += tag == "table:table"
        elif tag in self._starts:
            self._starts[tag](attributes)
        elif self._text is not None:
            self._text.start(tag, attributes)

    def _end(self, tag: str) -> None:
        if not self.sheets:
            self._styles.end(tag)
        if self._skipped:
            self._skipped -= 1
            drawing = self._drawings.end(tag, self._here())
            if drawing and self.sheets:
                self.sheets[-1].drawings.append(drawing)
        elif self._depth > 1:
            self._depth -= tag == "table:table"
        elif tag in self._ends:
            self._ends[tag]()
        elif self._text is not None:
            self._text.end(tag)

    def _on_text(self, piece: str) -> None:
        if self._skipped:
            self._drawings.text(piece)
        elif self._text is not None and self._depth == 1:
            self._text.text(piece)
            self._filler.count(len(piece))

    def _skip(self, tag: str, attributes: Attributes) -> None:
        """Pass over what floats over the cells: its words are not those of a cell."""
        if tag == "office:annotation" and not self._skipped and self.sheets:
            self.sheets[-1].comments.append(cell_at(*self._here()))
        self._skipped += 1
        self._drawings.start(tag, attributes)

    def _here(self) -> tuple[int, int]:
        return (self._row, self._column) if self._text is not None else (1, 1)

    def _on_table(self, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > 1:
            self.sheets[-1].nested.append(cell_at(*self._here()))
            return
        if len(self.sheets) >= MOST_SHEETS:
            raise self._refusals.too_large(f"has more than {MOST_SHEETS:,} sheets")
        style = attributes.get("table:style-name", "")
        is_hidden = self._styles.property(TABLE, style, "table:display") == "false"
        self.sheets.append(Sheet(attributes.get("table:name", ""), is_hidden))
        self._named[self.sheets[-1].name] = self.sheets[-1]
        self.masters.append(self._styles.master_page(style))
        self._row, self._rows, self._column, self._columns = 0, 1, 0, 1
        self._defaults = {}

    def _end_table(self) -> None:
        self._depth -= 1
        self._row = 0

    def _on_column(self, attributes: Attributes) -> None:
        first = self._column + 1
        last = self._column = self._column + self._repeated(attributes, "table:number-columns-repeated")
        sheet = self.sheets[-1]
        if attributes.get("table:visibility", "visible") != "visible":
            sheet.hidden_columns.append((first, last))
        width = self._styles.width(attributes.get("table:style-name", ""))
        self._filler.widen(sheet, first, last, width=sheet.default_width if width is None else width)
        style = attributes.get("table:default-cell-style-name", "")
        self._defaults |= dict.fromkeys(range(first, min(last, MOST_COLUMNS) + 1), style)

    def _on_row(self, attributes: Attributes) -> None:
        if not self.sheets:
            raise self._refusals.damaged("has a row outside of a sheet")
        self._row += self._rows
        self._rows = self._repeated(attributes, "table:number-rows-repeated")
        self._column, self._columns, self._put = 0, 1, []
        self._row_style = attributes.get("table:default-cell-style-name", "")
        if attributes.get("table:visibility", "visible") != "visible":
            self.sheets[-1].hidden_rows.append((self._row, self._row + self._rows - 1))

    def _on_cell(self, attributes: Attributes) -> None:
        self._column += self._columns
        self._columns = self._repeated(attributes, "table:number-columns-repeated")
        self._cell, self._text = attributes, CellText(self._styles)
        rows = self._repeated(attributes, "table:number-rows-spanned")
        columns = self._repeated(attributes, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            bottom, right = self._row + rows - 1, self._column + columns - 1
            self.sheets[-1].merged.append(Area(self._row, self._column, bottom, right))

    def _on_covered(self, attributes: Attributes) -> None:
        self._on_cell({**attributes, "office:value-type": "covered"})

    def _end_cell(self) -> None:
        text, self._text = self._text, None
        if text is None:
            return
        area = Area(self._row, self._column, self._row + self._rows - 1, self._column + self._columns - 1)
        name = self._cell.get("table:style-name") or self._row_style or self._defaults.get(self._column, "")
        style = self._styles.cell(name)
        words = text.words()
        if not words.strip() or self._cell.get("office:value-type") == "covered":
            self._filler.look(self.sheets[-1], area, style)
            return
        is_number = self._cell.get("office:value-type", "string") not in ("string", "void")
        cell = self._filler.cell(words, style, is_number=is_number, runs=text.runs())
        self._filler.put(self.sheets[-1], area, cell)
        links = text.links(self._row, self._column)
        target = formula_target(self._cell.get("table:formula", ""))
        if target is not None:
            links = text.linked(self._row, self._column, target)
        self.sheets[-1].links.extend(links)

    def _end_row(self) -> None:
        self._text = None

    def _on_range(self, attributes: Attributes) -> None:
        self._range = attributes
        if attributes.get("table:display-filter-buttons") == "true":
            self._on_filter({})

    def _on_filter(self, _: Attributes) -> None:
        sheet, area = self._place(self._range.get("table:target-range-address", ""))
        if sheet and area and sheet.filters[-1:] != [area]:
            sheet.filters.append(area)

    def _end_range(self) -> None:
        name = self._range.get("table:name", "")
        sheet, area = self._place(self._range.get("table:target-range-address", ""))
        if sheet and area and not name.startswith(_UNNAMED):
            has_header = self._range.get("table:contains-header", "true") != "false"
            sheet.marked.append(Table(area, name, has_header=has_header))
        self._range = {}

    def _on_conditional(self, attributes: Attributes) -> None:
        self._conditional = attributes.get("calcext:target-range-address", "")

    def _on_signal(self, _: Attributes) -> None:
        for address in _ADDRESSES.findall(self._conditional):
            sheet, area = self._place(address)
            if sheet and area and sheet.signalled[-1:] != [area]:
                sheet.signalled.append(area)

    def _on_condition(self, attributes: Attributes) -> None:
        style = self._styles.cell(attributes.get("calcext:apply-style-name", ""))
        if (style.colour or style.fill) and not (style.bold or style.italic or style.underlined):
            self._on_signal({})

    def _on_event(self, _: Attributes) -> None:
        self.has_events = True

    def _place(self, address: str) -> tuple[Sheet | None, Area | None]:
        found = _ADDRESS.match(address)
        if not found:
            return None, None
        name = found[1].replace("''", "'") if found[1] is not None else found[2]
        return self._named.get(name), area_of(f"{found[3]}:{found[4]}" if found[4] else found[3])

    def _repeated(self, attributes: Attributes, name: str) -> int:
        number = counted(attributes.get(name, "1"))
        if number is None:
            raise self._refusals.damaged("has a number of repetitions that is none")
        return max(number, 1)
