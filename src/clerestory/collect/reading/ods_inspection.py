"""Looking into the raw parts of an ODS workbook for whatever a reader of values does not see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from clerestory.collect.reading.refusal import Refusal, damaged
from clerestory.collect.reading.sheet_facts import SheetFacts
from clerestory.collect.reading.traces import Trace, Traces
from clerestory.errors import WorkbookReturnError
from clerestory.spreadsheets.markup import Document, check_prefixes
from clerestory.spreadsheets.opendocument import MIMETYPE
from clerestory.spreadsheets.package import Package

_PARTS: tuple[tuple[str, Trace | None], ...] = (
    (r"mimetype|content\.xml|styles\.xml|meta\.xml|settings\.xml|manifest\.rdf|meta-inf/manifest\.xml", None),
    (r"thumbnails/thumbnail\.png|configurations2/accelerator/current\.xml|layout-cache", None),
    (r"basic/.*|scripts/.*|dialogs/.*", Trace.MACRO),
    (r"pictures/.*|object.*|media/.*|charts?/.*", Trace.OBJECT),
    (r"versionlist\.xml|versions/.*", Trace.CHANGES),
)
_ELEMENTS: Mapping[str, Trace] = {
    "office:annotation": Trace.COMMENT, "table:covered-table-cell": Trace.MERGED, "text:a": Trace.LINK,
    "table:table-source": Trace.LINK, "table:cell-range-source": Trace.LINK, "table:dde-link": Trace.LINK,
    "office:dde-source": Trace.LINK, "table:data-pilot-table": Trace.CONNECTION,
    "table:consolidation": Trace.CONNECTION, "table:database-source-sql": Trace.CONNECTION,
    "table:database-source-query": Trace.CONNECTION,
    "table:database-source-table": Trace.CONNECTION, "office:script": Trace.MACRO, "script:event-listener": Trace.MACRO,
    "form:form": Trace.OBJECT, "table:shapes": Trace.OBJECT, "table:tracked-changes": Trace.CHANGES,
    "table:scenario": Trace.CHANGES, "table:named-expression": Trace.NAME, "text:ruby-text": Trace.HIDDEN_TEXT,
    "text:hidden-text": Trace.HIDDEN_TEXT,
}  # fmt: skip
_OF_THE_SHEET = (Trace.NAME, Trace.CONNECTION, Trace.CHANGES)  # they stand beside its rows
_PERSONAL = ("dc:creator", "meta:initial-creator", "meta:printed-by", "meta:user-defined")
_DESCRIBING = ("dc:title", "dc:subject", "dc:description", "meta:keyword")
# Text that a program fills in by itself, such as 00/00/0000 for the date in a page header.
_FIELDS = ("text:date", "text:time", "text:page-number", "text:page-count", "text:sheet-name", "text:file-name",
           "text:title")  # fmt: skip
_PAGE_TEXTS = ("style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first",
               "style:footer-first")  # fmt: skip

_LONGEST = 9  # digits of a number of repetitions; a sheet has at most seven


def inspect_ods(package: Package, traces: Traces, label: Callable[[str, int], str]) -> list[SheetFacts]:
    """Look into every part of a workbook; as ``inspect_xlsx``."""
    _check_kind(package)
    traces.note_parts(package.names, _PARTS)
    content = _Content(traces, label)
    content.inspect(package.chunks("content.xml"))
    for name in package.names:
        lower = name.lower()
        if lower == "styles.xml":
            _look_at_styles(package.chunks(name), traces)
        elif lower == "meta.xml":
            _look_at_properties(package.read(name), traces)
        elif lower not in ("content.xml", "meta-inf/manifest.xml") and not name.endswith("/"):
            for _ in package.chunks(name):
                pass  # to its end, so that a damaged or endless part is found
    return content.sheets


def _check_kind(package: Package) -> None:
    if "mimetype" not in package.names or package.read("mimetype").strip() != MIMETYPE.encode():
        raise damaged("is not a workbook of the form that its name says")
    if any(part.endswith("encryption-data") or part == "encrypted-package" for part in _manifest(package)):
        what = "is locked with a password"
        raise Refusal(WorkbookReturnError, what, "Save it without a password; protect it on its way.")


def _manifest(package: Package) -> set[str]:
    if "META-INF/manifest.xml" not in package.names:
        raise damaged("has no list of its parts")
    tags: set[str] = set()
    Document(lambda tag, _: tags.add(tag), damaged).parse([package.read("META-INF/manifest.xml", 2**23)])
    return tags | {name for name in package.names if name == "encrypted-package"}


def _look_at_properties(data: bytes, traces: Traces) -> None:
    where = [""]

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        where.append(tag if attributes.get("meta:name") != "AppVersion" else "")  # of a program, not of a person

    def text(piece: str) -> None:
        if where[-1] in _PERSONAL and piece.strip():
            traces.note(Trace.PROPERTIES)
        elif where[-1] in _DESCRIBING:
            traces.note_text(piece)

    Document(start, damaged, text=text).parse([data])


def _look_at_styles(chunks: Iterable[bytes], traces: Traces) -> None:
    inside: list[str] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        check_prefixes(attributes, damaged)
        inside.append(tag)
        if tag in ("draw:image", "style:background-image") and attributes:
            traces.note(Trace.OBJECT)
        if tag == "script:event-listener":
            traces.note(Trace.MACRO)

    def text(piece: str) -> None:
        if any(tag in _PAGE_TEXTS for tag in inside) and inside[-1] not in _FIELDS:
            traces.note_text(piece)

    def end(_: str) -> None:
        inside.pop()

    Document(start, damaged, end=end, text=text).parse(chunks)


class _Content:
    """The elements of content.xml as they come: styles first, then sheet after sheet."""

    def __init__(self, traces: Traces, label: Callable[[str, int], str]) -> None:
        self._traces, self._label = traces, label
        self.sheets: list[SheetFacts] = []
        self._style = ""
        self._hiding: set[str] = set()
        self._row, self._rows, self._column, self._has_value = 0, 1, 0, False
        self._in_row = False
        self._document = Document(self._start, damaged)

    def inspect(self, chunks: Iterable[bytes]) -> None:
        self._document.parse(chunks)
        for facts in self.sheets:
            facts.check_extent()

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table:table-cell":
            self._on_cell(attributes)
        elif tag == "text:p":
            self._on_paragraph()
        elif tag == "table:table-row":
            self._on_row(attributes)
        elif tag.startswith("draw:"):
            self._note(Trace.OBJECT)
        elif tag in _ELEMENTS:
            self._note(_ELEMENTS[tag])
        else:
            self._on_rare(tag, attributes)

    def _on_rare(self, tag: str, attributes: Mapping[str, str]) -> None:
        check_prefixes(attributes, damaged)
        rare = {
            "table:table": self._on_table,
            "style:style": self._on_style,
            "style:table-properties": self._on_table_style,
            "table:table-column": self._on_hideable,
            "table:table-row-group": self._on_hideable,
            "table:table-column-group": self._on_hideable,
            "table:named-range": self._on_named,
            "table:content-validation": self._on_named,
            "table:help-message": self._on_message,
            "table:error-message": self._on_message,
        }
        if tag in rare:
            rare[tag](attributes)

    def _note(self, trace: Trace) -> None:
        row = self._row if self._in_row and trace not in _OF_THE_SHEET else 0
        self._traces.note(trace, self.sheets[-1].label if self.sheets else "", row)

    def _on_table(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("table:name", "")
        self.sheets.append(SheetFacts(name, self._label(name, len(self.sheets) + 1)))
        self._row, self._rows, self._in_row = 0, 1, False
        self._document.text_to(None)
        if attributes.get("table:style-name", "") in self._hiding:
            self._note(Trace.HIDDEN_SHEET)

    def _on_style(self, attributes: Mapping[str, str]) -> None:
        self._style = attributes.get("style:name", "")

    def _on_table_style(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("table:display") == "false":
            self._hiding.add(self._style)

    def _on_hideable(self, attributes: Mapping[str, str]) -> None:
        hidden = attributes.get("table:visibility", "visible") != "visible"
        if hidden or attributes.get("table:display") == "false":
            self._note(Trace.HIDDEN_ROWS)

    def _on_row(self, attributes: Mapping[str, str]) -> None:
        if not self.sheets:
            raise damaged("has a row outside a sheet")
        self._row, self._in_row = self._row + self._rows, True
        self._rows = _number(attributes.get("table:number-rows-repeated", "1"))
        self._column = 0
        if attributes.get("table:visibility", "visible") != "visible":
            self._traces.note(Trace.HIDDEN_ROWS, self.sheets[-1].label, self._row)

    def _on_cell(self, attributes: Mapping[str, str]) -> None:
        repeated = _number(attributes.get("table:number-columns-repeated", "1"))
        self._column += repeated
        kind = attributes.get("office:value-type", "")
        self._has_value = bool(kind)
        if kind:
            self._fill(attributes, kind)
        if "table:formula" in attributes:
            self._note(Trace.FORMULA)
        if attributes.get("calcext:value-type") == "error":
            self._note(Trace.ERROR_CELL)
        if attributes.get("table:number-columns-spanned", "1") != "1":
            self._note(Trace.MERGED)

    def _fill(self, attributes: Mapping[str, str], kind: str) -> None:
        facts = self.sheets[-1]
        facts.may_be_blank |= kind in ("string", "void")
        facts.fill(self._row + self._rows - 1, self._column, self._rows)

    def _on_paragraph(self) -> None:
        if self._in_row and not self._has_value:
            self._note(Trace.HIDDEN_TEXT)  # a text without a type, which programs show and readers pass over

    def _on_named(self, attributes: Mapping[str, str]) -> None:
        self._traces.note_text(attributes.get("table:name", ""))

    def _on_message(self, attributes: Mapping[str, str]) -> None:
        self._traces.note_text(attributes.get("table:title", ""))
        self._document.text_to(self._traces.note_text)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST:
        raise damaged("has a number of repetitions that is none")
    return int(text)
