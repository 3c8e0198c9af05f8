"""XLSX to blocks: the name of a visible sheet as a heading, its visible cells in rows; the rest is counted."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Format, Inside, Role
from clerestory.protect.documents.limits import MOST_BLOCKS
from clerestory.protect.documents.packages import Package, check_office_programs, damaged, opened
from clerestory.protect.documents.visible import visible
from clerestory.protect.documents.workbook.pictures import Sheet, pictures_of
from clerestory.protect.documents.workbook.values import Values, local, unescaped, values_of
from clerestory.spreadsheets.addresses import column_number

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        r"\[Content_Types\]\.xml|.*\.rels|xl/(workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]*\.xml": "",
        r"docProps/thumbnail.*": "thumbnails",
        r"docProps/.*": "properties",
        r"xl/(threadedC|c)omments.*|xl/persons/.*": "comments",
        r"xl/media/.*": "pictures",
        r"xl/drawings/.*": "drawings and text boxes",
        r"xl/charts?.*": "charts and diagrams",
        r"xl/pivot.*": "pivot tables and their caches",
        r"xl/(externalLinks/.*|connections\.xml|queryTables/.*)": "links to other files",
        r"xl/(embeddings|activeX|ctrlProps)/.*": "embedded files",
        r"xl/tables/.*": "names of tables",
        r"xl/revisions/.*": "tracked changes",
        r"customXml/.*|xl/customProperty.*": "custom XML",
        r"xl/(theme/.*|calcChain\.xml|metadata\.xml|printerSettings/.*)": "settings",
    }
)
_ON_SHEETS: Mapping[str, str] = MappingProxyType(
    {
        "headerFooter": "headers and footers",
        "dataValidation": "data validation",
        "cfRule": "conditional formats",
        "hyperlink": "targets of links",
        "scenario": "scenarios",
        "protectedRange": "protected ranges",
        "extLst": "extensions",
        "legacyDrawingHF": "pictures",
        "picture": "pictures",
        "oleObject": "embedded objects",
        "control": "controls",
    }
)
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_PROGRAMS = re.compile(r"vbaProject|xl/macrosheets|xl/dialogsheets", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LAST_ROW = 1_048_576


def read_xlsx(data: bytes, where: str) -> Document:
    """Read an XLSX to blocks: each visible sheet's name, then its cells that are neither hidden nor empty.

    Raises
    ------
    DocumentError
        If the file is damaged, locked, holds macros, or is beyond the limits.
    """
    package = opened(data, where)
    check_office_programs(package, _PROGRAMS)
    left: Counter[str] = Counter()
    workbook = package.tree("xl/workbook.xml")
    values = values_of(package.tree("xl/sharedStrings.xml"), package.tree("xl/styles.xml"), workbook, left)
    blocks: list[Block] = []
    pictures: list[tuple[str, Inside]] = []
    for number, (name, part, root) in enumerate(_sheets(package, workbook, left), start=1):
        blocks.append(Block(visible(name, left), Role.HEADING, table=number))
        blocks += _cells(root, values, left, number=number, where=where)
        sheet = Sheet(part, number, _hidden_rows(root), _hidden_columns(root))
        found = pictures_of(package, sheet, root, left)
        pictures += [(media, replace(picture, after=len(blocks))) for media, picture in found]
        if len(blocks) > MOST_BLOCKS:
            raise DocumentError(f"it has more than {MOST_BLOCKS:,} cells", where=where, remedy="Part the workbook.")
    left["defined names"] += sum(1 for e in workbook.iter() if local(e) == "definedName")
    for name in package.names - {media for media, _ in pictures}:
        kind = next((kind for pattern, kind in _PARTS.items() if re.fullmatch(pattern, name)), "unknown parts")
        left[kind] += bool(kind)
    return Document(
        Format.XLSX,
        tuple(blocks),
        left_behind={kind: n for kind, n in left.items() if n},
        inside=tuple(picture for _, picture in pictures),
    )


def _sheets(package: Package, workbook: Any, left: Counter[str]) -> Iterator[tuple[str, str, Any]]:
    """Yield the visible sheets with their parts; other kinds than sheets of cells are left behind."""
    targets = _targets(package)
    for sheet in (e for e in workbook.iter() if local(e) == "sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        target = targets.get(key, "")
        if sheet.get("state", "visible") != "visible":
            left["hidden sheets"] += 1
        elif not _SHEETS.fullmatch(target):
            left["sheets without cells"] += 1
        elif target not in package.names:
            raise damaged(package.where)
        else:
            yield unescaped(sheet.get("name", "")), target, package.tree(target)


def _targets(package: Package) -> Mapping[str, str]:
    root = package.tree("xl/_rels/workbook.xml.rels")
    if root is None:
        raise damaged(package.where)
    return {e.get("Id", ""): posixpath.normpath(posixpath.join("/xl", e.get("Target", "")))[1:] for e in root}


def _cells(root: Any, values: Values, left: Counter[str], *, number: int, where: str) -> Iterator[Block]:
    hidden = _hidden_columns(root)
    left["hidden columns"] += len(hidden)
    row = 0
    for element in root.iter():
        name = local(element)
        left[_ON_SHEETS.get(name, "")] += name in _ON_SHEETS
        if name != "row":
            continue
        row = _row_number(element, row, where)
        if _is_on(element.get("hidden")):
            left["hidden rows"] += 1
            continue
        for column, cell in _placed(element, where):
            text = values.of(cell, left)
            if column in hidden or not text:
                left["cells of hidden columns"] += bool(text)
                continue
            yield Block(text, Role.CELL, table=number, row=row, column=column)


def _placed(row: Any, where: str) -> Iterator[tuple[int, Any]]:
    column = 0
    for cell in row:
        place = cell.get("r")
        found = _PLACE.fullmatch(place) if place else None
        if place and not found:
            raise damaged(where)
        column = column_number(found.group(1)) if found else column + 1
        yield column, cell


def _row_number(element: Any, last: int, where: str) -> int:
    number = element.get("r", str(last + 1))
    if not number.isdecimal() or not last < int(number) <= _LAST_ROW:
        raise damaged(where)
    return int(number)


def _hidden_columns(root: Any) -> frozenset[int]:
    hidden: set[int] = set()
    for element in root.iter():
        if local(element) == "col" and (_is_on(element.get("hidden")) or element.get("width") in ("0", "0.0")):
            first, last = element.get("min", "1"), element.get("max", "1")
            hidden.update(range(int(first), min(int(last), 16_384) + 1))
    return frozenset(hidden)


def _hidden_rows(root: Any) -> frozenset[int]:
    rows = (e for e in root.iter() if local(e) == "row" and _is_on(e.get("hidden")))
    return frozenset(int(row.get("r", "")) for row in rows if row.get("r", "").isdecimal())


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")
