"""The elements of one sheet of an XLSX as they come: cells into rows, all else noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from clerestory.publish.checklist.filling import Filler, formula_target, watched
from clerestory.publish.checklist.page_words import has_own_words
from clerestory.publish.checklist.workbook import Link, Sheet
from clerestory.publish.checklist.xlsx.strings import RichText, TextBuilder
from clerestory.publish.checklist.xlsx.styles import Formats, is_on
from clerestory.spreadsheets.addresses import MOST_COLUMNS, MOST_ROWS, Area, area_of, cell_at
from clerestory.spreadsheets.markup import Document, counted, local
from clerestory.spreadsheets.package import Package, Refusals

_PAGE_CODES = re.compile(r'&(\d+|"[^"]*"|K[0-9A-Fa-f]{6}|.)')
_SCALES = ("colorScale", "dataBar", "iconSet")
Attributes = Mapping[str, str]


@dataclass
class Referred:
    """Ids of relations and ranges that a sheet names, to be followed when it has been read."""

    tables: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    links: list[tuple[Area, str, str]] = field(default_factory=list)


class SheetReader:
    """Reads one part into one sheet."""

    def __init__(self, sheet: Sheet, formats: Formats, *, strings: list[RichText], filler: Filler) -> None:
        self._sheet, self._formats, self._strings, self._filler = sheet, formats, strings, filler
        self.referred = Referred()
        self.has_controls = False
        self._row, self._row_text, self._column = 0, "", 0
        self._letters: dict[str, int] = {}
        self._cell: Attributes | None = None
        self._value = self._formula = ""
        self._texts: list[str] | None = None
        self._builder: TextBuilder | None = None
        self._rich: RichText | None = None
        self._active_pane = "topLeft"
        self._conditional = ""
        self._refusals: Refusals
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "row": self._on_row,
            "c": self._on_cell,
            "v": self._on_gathered,
            "f": self._on_gathered,
            "is": self._on_inline,
            "col": self._on_column,
            "sheetFormatPr": self._on_format,
            "pane": self._on_pane,
            "selection": self._on_selection,
            "mergeCell": self._on_merged,
            "autoFilter": self._on_filter,
            "hyperlink": self._on_link,
            "tablePart": lambda a: self.referred.tables.append(_id(a)),
            "drawing": lambda a: self.referred.drawings.append(_id(a)),
            "picture": self._on_background,
            "legacyDrawingHF": self._on_page_picture,
            "control": self._on_control,
            "oleObject": self._on_control,
            "conditionalFormatting": self._on_conditional,
            "cfRule": self._on_rule,
        }
        self._starts |= dict.fromkeys(_SCALES, self._on_scale)
        for place in ("odd", "even", "first"):
            self._starts |= dict.fromkeys((f"{place}Header", f"{place}Footer"), self._on_gathered)
        self._ends: dict[str, Callable[[str], None]] = {"v": self._end_value, "f": self._end_formula}
        self._names: dict[str, str] = {}

    def read(self, package: Package, part: str, refusals: Refusals) -> None:
        """Read the part to its end."""
        self._refusals = refusals
        document = Document(self._start, refusals.damaged, end=self._end, text=self._on_text)
        referred = self.referred
        document.parse(watched(package.chunks(part), lambda: self._sheet.noted + len(referred.links), refusals))

    def _start(self, tag: str, attributes: Attributes) -> None:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = local(tag)
        if self._builder is not None:
            self._builder.start(name, attributes)
        elif name in self._starts:
            self._starts[name](attributes)

    def _end(self, tag: str) -> None:
        name = self._names[tag]
        if name == "is" and self._builder is not None:
            self._rich, self._builder = self._builder.made(self._formats), None
        elif self._builder is not None:
            self._builder.end()
        elif name == "c":
            self._end_cell()
        elif self._texts is not None:
            text, self._texts = "".join(self._texts), None
            self._ends.get(name, self._end_page_text)(text)

    def _on_text(self, piece: str) -> None:
        self._filler.count(len(piece))
        if self._builder is not None:
            self._builder.piece(piece)
        elif self._texts is not None:
            self._texts.append(piece)

    def _on_gathered(self, _: Attributes) -> None:
        self._texts = []

    def _end_value(self, text: str) -> None:
        self._value = text

    def _end_formula(self, text: str) -> None:
        self._formula = text

    def _end_page_text(self, text: str) -> None:
        words = _PAGE_CODES.sub(lambda code: "x" if code[1] == "G" else "", text)  # G stands for a picture
        self._sheet.page_texts |= has_own_words(words)

    def _on_inline(self, _: Attributes) -> None:
        self._builder = TextBuilder()
        self._builder.begin()

    def _on_row(self, attributes: Attributes) -> None:
        self._row_text = attributes.get("r") or str(self._row + 1)
        self._row, self._column = self._number(self._row_text), 0
        if is_on(attributes.get("hidden")) or attributes.get("ht") == "0":
            self._sheet.hidden_rows.append((self._row, self._row))
        if is_on(attributes.get("customFormat")):
            style = self._formats.cell(attributes.get("s", "0"))
            self._filler.look(self._sheet, Area(self._row, 1, self._row, MOST_COLUMNS), style)

    def _number(self, text: str) -> int:
        number = counted(text)
        if not number or number > MOST_ROWS:
            raise self._refusals.damaged("has a row without a number")
        return number

    def _on_cell(self, attributes: Attributes) -> None:
        self._cell, self._value, self._formula, self._rich = attributes, "", "", None
        place = attributes.get("r")
        self._column = self._column_of(place) if place else self._column + 1

    def _column_of(self, place: str) -> int:
        letters = place.removesuffix(self._row_text)
        column = self._letters.get(letters)
        if column is None:
            area = area_of(place)
            if area is None or area.top != self._row or not letters.isalpha():
                raise self._refusals.damaged("has a cell that does not lie in its row")
            column = self._letters[letters] = area.left
        return column

    def _end_cell(self) -> None:
        attributes, self._cell = self._cell or {}, None
        style = self._formats.cell(attributes.get("s", "0"))
        kind = attributes.get("t", "n")
        rich = self._rich or self._shared() if kind in ("s", "inlineStr") else RichText(self._value)
        area = cell_at(self._row, self._column)
        if not rich.text.strip():
            self._filler.look(self._sheet, area, style)
            return
        is_number = kind not in ("s", "inlineStr", "str", "e")
        cell = self._filler.cell(rich.text, style, is_number=is_number, runs=rich.runs)
        self._filler.put(self._sheet, area, cell)
        target = formula_target(self._formula)
        if target is not None:
            self._sheet.links.append(Link(self._row, self._column, rich.text.strip(), target))

    def _shared(self) -> RichText:
        number = counted(self._value)
        return RichText("") if number is None or number >= len(self._strings) else self._strings[number]

    def _on_column(self, attributes: Attributes) -> None:
        first, last = counted(attributes.get("min", "")), counted(attributes.get("max", ""))
        if not (first and last and first <= last <= MOST_COLUMNS):
            raise self._refusals.damaged("has a column without a number")
        area = Area(1, first, MOST_ROWS, last)
        width = _width(attributes.get("width", ""))
        if is_on(attributes.get("hidden")) or width == 0:
            self._sheet.hidden_columns.append((area.left, area.right))
        elif width is not None:
            self._filler.widen(self._sheet, area.left, area.right, width=width)
        self._filler.look(self._sheet, area, self._formats.cell(attributes.get("style", "0")))

    def _on_format(self, attributes: Attributes) -> None:
        self._sheet.default_width = _width(attributes.get("defaultColWidth", "")) or self._sheet.default_width
        if is_on(attributes.get("zeroHeight")):
            self._sheet.hidden_rows.append((1, MOST_ROWS))

    def _on_pane(self, attributes: Attributes) -> None:
        self._sheet.is_frozen = attributes.get("state", "split") in ("frozen", "frozenSplit")
        self._active_pane = attributes.get("activePane", "topLeft")

    def _on_selection(self, attributes: Attributes) -> None:
        if attributes.get("pane", "topLeft") == self._active_pane:
            self._sheet.cursor = area_of(attributes.get("activeCell", "A1"))

    def _on_merged(self, attributes: Attributes) -> None:
        if area := area_of(attributes.get("ref", "")):
            self._sheet.merged.append(area)

    def _on_filter(self, attributes: Attributes) -> None:
        if area := area_of(attributes.get("ref", "")):
            self._sheet.filters.append(area)

    def _on_link(self, attributes: Attributes) -> None:
        if area := area_of(attributes.get("ref", "")):
            self.referred.links.append((area, _id(attributes), attributes.get("location", "")))

    def _on_background(self, _: Attributes) -> None:
        self._sheet.has_background = True

    def _on_page_picture(self, _: Attributes) -> None:
        self._sheet.page_texts = True

    def _on_control(self, _: Attributes) -> None:
        self.has_controls = True

    def _on_conditional(self, attributes: Attributes) -> None:
        self._conditional = attributes.get("sqref", "")

    def _on_rule(self, attributes: Attributes) -> None:
        if counted(attributes.get("dxfId", "")) in self._formats.colour_only:
            self._on_scale({})

    def _on_scale(self, _: Attributes) -> None:
        for address in self._conditional.split():
            area = area_of(address)
            if area and self._sheet.signalled[-1:] != [area]:
                self._sheet.signalled.append(area)


def _id(attributes: Attributes) -> str:
    return next((value for key, value in attributes.items() if local(key) == "id"), "")


def _width(characters: str) -> float | None:
    """Give a width in points; the form counts characters of 7 pixels, and 5 pixels around them."""
    if not re.fullmatch(r"\d+(\.\d+)?([eE]-?\d+)?", characters):
        return None
    return (float(characters) * 7 + 5) * 0.75 if float(characters) else 0.0
