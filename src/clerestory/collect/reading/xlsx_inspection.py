"""Looking into the raw parts of an XLSX workbook for whatever a reader of values does not see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from clerestory.collect.reading.markup import Document, local, texts_of
from clerestory.collect.reading.package import Package
from clerestory.collect.reading.refusal import damaged
from clerestory.collect.reading.sheet_facts import SheetFacts
from clerestory.collect.reading.traces import Trace, Traces

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_PROPERTIES = ("docprops/app.xml", "docprops/core.xml")
# Parts by their name in lower case, first match counts; None is what every workbook has, unlisted is UNKNOWN.
_PARTS: tuple[tuple[str, Trace | None], ...] = (
    (r"\[content_types\]\.xml|(.*/)?_rels/[^/]*\.rels|docprops/(app|core)\.xml|docprops/thumbnail\.\w+", None),
    (r"xl/(workbook|styles|sharedstrings|calcchain)\.xml|xl/theme/[^/]+\.xml", None),
    (r"xl/worksheets/[^/]+\.xml|xl/tables/[^/]+\.xml|xl/printersettings/[^/]+\.bin", None),
    (r"docprops/custom\.xml|docmetadata/.*|xl/persons/.*", Trace.PROPERTIES),
    (r"customxml/.*", Trace.CUSTOM_XML),
    (r".*vba.*|.*macrosheets/.*|.*dialogsheets/.*|.*activex.*|.*/attachedtoolbars.*|customui/.*", Trace.MACRO),
    (r"xl/externallinks/.*", Trace.LINK),
    (r"xl/connections\.xml|.*quer.*|xl/model/.*|.*pivot.*|.*slicer.*|.*timeline.*|xl/xmlmaps\.xml", Trace.CONNECTION),
    (r".*comments.*|.*\.vml", Trace.COMMENT),
    (r"xl/(drawings|media|charts|embeddings|diagrams|ctrlprops|chartsheets|ink|webextensions)/.*", Trace.OBJECT),
    (r"xl/revisions/.*|xl/users.*", Trace.CHANGES),
)
_IN_SHEET: Mapping[str, Trace] = {
    "mergeCell": Trace.MERGED, "hyperlink": Trace.LINK, "drawing": Trace.OBJECT, "legacyDrawing": Trace.COMMENT,
    "legacyDrawingHF": Trace.OBJECT, "picture": Trace.OBJECT, "oleObject": Trace.OBJECT, "control": Trace.OBJECT,
    "webPublishItem": Trace.OBJECT, "scenario": Trace.CHANGES, "rPh": Trace.HIDDEN_TEXT,
    "dataConsolidate": Trace.CONNECTION, "cellSmartTag": Trace.HIDDEN_TEXT,
}  # fmt: skip
_TEXTS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})
_PLACE = re.compile(r"^(('[^'\[\]]*'|[\w.]+)!(\$?[A-Z]{0,3}\$?\d*(:\$?[A-Z]{0,3}\$?\d*)?|#REF!)(,|$))+$")
_TRUE = ("1", "true", "on")
_FEW_LETTERS = 3  # of a column; a sheet ends at XFD


def inspect_xlsx(package: Package, traces: Traces, label: Callable[[str, int], str]) -> list[SheetFacts]:
    """Look into every part of a workbook.

    Parameters
    ----------
    package : Package
        The opened workbook.
    traces : Traces
        Where to note what is found.
    label : callable
        Gives how messages call a sheet, by its name and number.

    Returns
    -------
    list of SheetFacts
        One for each sheet, in order.

    Raises
    ------
    Refusal
        If a part is damaged or too large.
    """
    _name_parts(package, traces)
    targets = _targets(package)
    sheets = _sheets(package, traces, label)
    for facts, relation in sheets:
        part = targets.get(relation, "")
        if part.lower() not in {name.lower() for name in package.names}:
            raise damaged("names a sheet that is not in it")
        _Sheet(facts, traces).inspect(package.chunks(part))
    _look_beside(package, traces, {targets[relation] for _, relation in sheets})
    return [facts for facts, _ in sheets]


def _name_parts(package: Package, traces: Traces) -> None:
    for name in package.names:
        lower = name.lower()
        if not name.endswith("/"):
            trace = next((t for pattern, t in _PARTS if re.fullmatch(pattern, lower)), Trace.UNKNOWN)
            if trace is not None:
                traces.note(trace)


def _look_beside(package: Package, traces: Traces, sheets: set[str]) -> None:
    """Read the parts that are no sheets: their texts for the patterns, their relations for links, all to their end."""
    for name in package.names:
        lower = name.lower()
        if lower.endswith(".rels"):
            Document(lambda _, attributes: _note_external(attributes, traces)).parse(package.chunks(name))
        elif lower in _PROPERTIES:
            _look_at_properties(package, name, traces)
        elif lower == "xl/sharedstrings.xml":
            Document(lambda tag, _: _note_phonetic(tag, traces)).parse(package.chunks(name))
        elif re.search(r"comments|^docprops/custom|^customxml/|^xl/tables/", lower) and lower.endswith(".xml"):
            for text in texts_of(package.chunks(name)):
                traces.note_text(text)
        elif name not in sheets and not name.endswith("/"):
            for _ in package.chunks(name):
                pass  # to its end, so that a damaged or endless part is found


def _note_external(attributes: Mapping[str, str], traces: Traces) -> None:
    if attributes.get("TargetMode", "").lower() == "external":
        traces.note(Trace.LINK)


def _note_phonetic(tag: str, traces: Traces) -> None:
    if local(tag) == "rPh":
        traces.note(Trace.HIDDEN_TEXT)


def _look_at_properties(package: Package, name: str, traces: Traces) -> None:
    found: list[tuple[str, str]] = []
    where: list[str] = [""]
    Document(lambda tag, _: where.append(local(tag)), text=lambda text: found.append((where[-1], text))).parse(
        [package.read(name)]
    )
    for tag, text in found:
        if tag in ("creator", "lastModifiedBy", "Company", "Manager") and text.strip():
            traces.note(Trace.PROPERTIES)
        elif tag in ("title", "subject", "description", "keywords", "category", "HyperlinkBase"):
            traces.note_text(text)


def _targets(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            found[attributes.get("Id", "")] = target.removeprefix("/")

    Document(start).parse([package.read(_RELATIONS)])
    return found


def _sheets(
    package: Package, traces: Traces, label: Callable[[str, int], str]
) -> list[tuple[SheetFacts, str]]:
    found: list[tuple[SheetFacts, str]] = []
    inside: list[str] = [""]
    named: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        inside.append(local(tag))
        if inside[-1] == "sheet":
            facts = SheetFacts(attributes.get("name", ""), label(attributes.get("name", ""), len(found) + 1))
            relation = next((value for name, value in attributes.items() if local(name) == "id"), "")
            found.append((facts, relation))
            if attributes.get("state", "visible") != "visible":
                traces.note(Trace.HIDDEN_SHEET, facts.label)
        elif inside[-1] == "definedName":
            traces.note_text(attributes.get("name", ""))
            traces.note_text(attributes.get("comment", ""))
            named.append("")
        elif inside[-1] == "externalReference":
            traces.note(Trace.LINK)

    def text(piece: str) -> None:
        if inside[-1] == "definedName":
            named[-1] += piece

    Document(start, end=lambda _: inside.append(""), text=text).parse([package.read(_WORKBOOK, 2**23)])
    for formula in named:
        if not _PLACE.match(formula.strip()):
            traces.note(Trace.NAME)
            traces.note_text(formula)
    return found


class _Sheet:
    """The elements of one sheet as they come."""

    def __init__(self, facts: SheetFacts, traces: Traces) -> None:
        self._facts, self._traces = facts, traces
        self._row, self._row_text, self._column, self._in_cell = 0, "", 0, False
        self._columns: dict[str, int] = {}
        self._known: dict[str, Callable[[Mapping[str, str]], None]] = {}
        self._document = Document(self._start)

    def inspect(self, chunks: Iterable[bytes]) -> None:
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
