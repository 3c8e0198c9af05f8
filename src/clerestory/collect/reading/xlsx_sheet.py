"""The elements of one sheet of an XLSX workbook as they come: its filled cells counted, and its traces noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from clerestory.collect.reading.refusal import damaged
from clerestory.collect.reading.sheet_facts import SheetFacts
from clerestory.collect.reading.traces import Trace, Traces
from clerestory.spreadsheets.markup import Document, local

_IN_SHEET: Mapping[str, Trace] = {
    "mergeCell": Trace.MERGED, "hyperlink": Trace.LINK, "drawing": Trace.OBJECT, "legacyDrawing": Trace.COMMENT,
    "legacyDrawingHF": Trace.OBJECT, "picture": Trace.OBJECT, "oleObject": Trace.OBJECT, "control": Trace.OBJECT,
    "webPublishItem": Trace.OBJECT, "scenario": Trace.CHANGES, "rPh": Trace.HIDDEN_TEXT,
    "dataConsolidate": Trace.CONNECTION, "cellSmartTag": Trace.HIDDEN_TEXT,
}  # fmt: skip
_TEXTS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_TRUE = ("1", "true", "on")
_FEW_LETTERS = 3  # of a column; a sheet ends at XFD


class SheetInspection:
    """One sheet on its way through the parser; it may have millions of cells, so each costs few steps."""

    def __init__(self, facts: SheetFacts, traces: Traces) -> None:
        self._facts, self._traces = facts, traces
        self._row, self._row_text, self._column, self._in_cell = 0, "", 0, False
        self._columns: dict[str, int] = {}
        self._known: dict[str, Callable[[Mapping[str, str]], None]] = {}
        self._document = Document(self._start, damaged)

    def inspect(self, chunks: Iterable[bytes]) -> None:
        """Read the sheet, and refuse one of which the values would fill the memory."""
        self._document.parse(chunks)
        self._facts.check_extent()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        action = self._known.get(tag)
        if action is None:
            action = self._known[tag] = self._action(local(tag))
        action(attributes)

    def _action(self, name: str) -> Callable[[Mapping[str, str]], None]:
        own: Mapping[str, Callable[[Mapping[str, str]], None]] = {
            "row": self._on_row, "c": self._on_cell, "v": self._on_value, "is": self._on_text, "f": self._on_formula,
            "col": self._on_column, "sheetFormatPr": self._on_format, "extLst": self._on_extension,
            "dataValidation": self._on_validation,
        }  # fmt: skip
        if name in own:
            return own[name]
        if name in _TEXTS:
            return lambda _: self._document.text_to(lambda text: self._traces.note_text(text, self._facts.label))
        trace = _IN_SHEET.get(name)
        if trace is None:
            return lambda _: None
        return lambda _: self._traces.note(trace, self._facts.label)

    def _on_row(self, attributes: Mapping[str, str]) -> None:
        self._row_text = attributes.get("r") or str(self._row + 1)
        if not self._row_text.isascii() or not self._row_text.isdigit():
            raise damaged("has a row without a number")
        self._row, self._column = int(self._row_text), 0
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self._traces.note(Trace.HIDDEN_ROWS, self._facts.label, self._row)

    def _on_cell(self, attributes: Mapping[str, str]) -> None:
        self._in_cell = True
        place = attributes.get("r")
        if place is None:
            self._column += 1
        else:
            letters = place[: -len(self._row_text)]
            if letters + self._row_text != place:
                raise damaged("has a cell that does not lie in its row")
            self._column = self._columns.get(letters) or self._number_of(letters)
        if attributes.get("t") == "e":
            self._traces.note(Trace.ERROR_CELL, self._facts.label, self._row)

    def _number_of(self, letters: str) -> int:
        if not (letters.isascii() and letters.isupper() and letters.isalpha() and len(letters) <= _FEW_LETTERS):
            raise damaged("has a cell without a column")
        number = 0
        for letter in letters:
            number = 26 * number + ord(letter) - ord("A") + 1
        self._columns[letters] = number
        return number

    def _on_value(self, _: Mapping[str, str]) -> None:
        if self._in_cell:
            self._facts.fill(self._row, self._column)

    def _on_text(self, _: Mapping[str, str]) -> None:
        self._facts.may_be_blank = True
        self._facts.fill(self._row, self._column)

    def _on_formula(self, _: Mapping[str, str]) -> None:
        if self._in_cell:  # an extension names the cells of a list in an element of the same name
            self._traces.note(Trace.FORMULA, self._facts.label, self._row)

    def _on_column(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            self._traces.note(Trace.HIDDEN_ROWS, self._facts.label)

    def _on_format(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("zeroHeight") in _TRUE:
            self._traces.note(Trace.HIDDEN_ROWS, self._facts.label)

    def _on_extension(self, _: Mapping[str, str]) -> None:
        self._in_cell = False

    def _on_validation(self, attributes: Mapping[str, str]) -> None:
        for name in ("prompt", "promptTitle", "error", "errorTitle"):
            self._traces.note_text(attributes.get(name, ""), self._facts.label)
