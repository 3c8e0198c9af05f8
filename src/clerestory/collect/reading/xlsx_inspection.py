"""Looking into the raw parts of an XLSX workbook for whatever a reader of values does not see."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping

from clerestory.collect.reading.refusal import damaged
from clerestory.collect.reading.sheet_facts import SheetFacts
from clerestory.collect.reading.traces import Trace, Traces
from clerestory.collect.reading.xlsx_sheet import SheetInspection
from clerestory.spreadsheets.markup import Document, local
from clerestory.spreadsheets.package import Package

_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_PERSONAL = ("creator", "lastModifiedBy", "Company", "Manager")
_DESCRIBING = ("title", "subject", "description", "keywords", "category", "HyperlinkBase")
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
_PLACE = re.compile(r"^(('[^'\[\]]*'|[\w.]+)!(\$?[A-Z]{0,3}\$?\d*(:\$?[A-Z]{0,3}\$?\d*)?|#REF!)(,|$))+$")


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
    traces.note_parts(package.names, _PARTS)
    targets = _targets(package)
    sheets = _sheets(package, traces, label)
    for facts, relation in sheets:
        part = targets.get(relation, "")
        if part.lower() not in {name.lower() for name in package.names}:
            raise damaged("names a sheet that is not in it")
        SheetInspection(facts, traces).inspect(package.chunks(part))
    _look_beside(package, traces, {targets[relation] for _, relation in sheets})
    found = [facts for facts, _ in sheets]
    if traces.has_blank_text:  # pasting the values of formulas leaves such cells
        for facts in found:
            facts.may_be_blank = True
    return found


def _look_beside(package: Package, traces: Traces, sheets: set[str]) -> None:
    """Read the parts that are no sheets to their end: their texts for the patterns, their relations for links."""
    for name in package.names:
        if name not in sheets and not name.endswith("/"):
            looks = next((look for pattern, look in _LOOKS if re.fullmatch(pattern, name.lower())), _read_to_the_end)
            looks(package.chunks(name), traces)


def _read_to_the_end(chunks: Iterable[bytes], _: Traces) -> None:
    for _chunk in chunks:
        pass  # so that a damaged or endless part is found


def _look_at_relations(chunks: Iterable[bytes], traces: Traces) -> None:
    Document(lambda _, attributes: _note_external(attributes, traces), damaged).parse(chunks)


def _look_at_strings(chunks: Iterable[bytes], traces: Traces) -> None:
    length = 0

    def start(tag: str, _: Mapping[str, str]) -> None:
        nonlocal length
        if local(tag) == "si":
            length = 0
        elif local(tag) == "rPh":
            traces.note(Trace.HIDDEN_TEXT)

    def end(tag: str) -> None:
        if local(tag) == "si" and not length:
            traces.has_blank_text = True

    def text(piece: str) -> None:
        nonlocal length
        length += len(piece)

    Document(start, damaged, end=end, text=text).parse(chunks)


def _look_at_texts(chunks: Iterable[bytes], traces: Traces) -> None:
    for text in _texts_of(chunks):
        traces.note_text(text)


def _texts_of(chunks: Iterable[bytes]) -> list[str]:
    """Give every piece of text of a document, and the values of its attributes."""
    found: list[str] = []
    Document(lambda _, attributes: found.extend(attributes.values()), damaged, text=found.append).parse(chunks)
    return found


def _note_external(attributes: Mapping[str, str], traces: Traces) -> None:
    if attributes.get("TargetMode", "").lower() == "external":
        traces.note(Trace.LINK)


def _look_at_properties(chunks: Iterable[bytes], traces: Traces) -> None:
    where: list[str] = [""]

    def text(piece: str) -> None:
        if where[-1] in _PERSONAL and piece.strip():
            traces.note(Trace.PROPERTIES)
        elif where[-1] in _DESCRIBING:
            traces.note_text(piece)

    Document(lambda tag, _: where.append(local(tag)), damaged, text=text).parse(chunks)


_LOOKS: tuple[tuple[str, Callable[[Iterable[bytes], Traces], None]], ...] = (
    (r".*\.rels", _look_at_relations),
    (r"docprops/(app|core)\.xml", _look_at_properties),
    (r"xl/sharedstrings\.xml", _look_at_strings),
    (r"(.*comments.*|docprops/custom|customxml/.*|xl/tables/.*)\.xml", _look_at_texts),
)


def _targets(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            found[attributes.get("Id", "")] = target.removeprefix("/")

    Document(start, damaged).parse([package.read(_RELATIONS)])
    return found


def _sheets(package: Package, traces: Traces, label: Callable[[str, int], str]) -> list[tuple[SheetFacts, str]]:
    names = _Names(traces, label)
    Document(names.start, damaged, end=names.end, text=names.text).parse([package.read(_WORKBOOK, 2**23)])
    for formula in names.formulas:
        if not _PLACE.match(formula.strip()):
            traces.note(Trace.NAME)
            traces.note_text(formula)
    return names.sheets


class _Names:
    """The elements of workbook.xml: its sheets, each with the relation that leads to it, and its defined names."""

    def __init__(self, traces: Traces, label: Callable[[str, int], str]) -> None:
        self._traces, self._label = traces, label
        self._inside = ""
        self.sheets: list[tuple[SheetFacts, str]] = []
        self.formulas: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._inside = local(tag)
        if self._inside == "sheet":
            self._on_sheet(attributes)
        elif self._inside == "definedName":
            self.formulas.append("")
            self._traces.note_text(attributes.get("name", ""))
            self._traces.note_text(attributes.get("comment", ""))
        elif self._inside == "externalReference":
            self._traces.note(Trace.LINK)

    def end(self, _: str) -> None:
        self._inside = ""

    def text(self, piece: str) -> None:
        if self._inside == "definedName":
            self.formulas[-1] += piece

    def _on_sheet(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name", "")
        facts = SheetFacts(name, self._label(name, len(self.sheets) + 1))
        relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
        self.sheets.append((facts, relation))
        if attributes.get("state", "visible") != "visible":
            self._traces.note(Trace.HIDDEN_SHEET, facts.label)
