"""An XLSX, read part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clerestory.publish.checklist.filling import Filler, check_tables
from clerestory.publish.checklist.limits import MOST_SHEETS
from clerestory.publish.checklist.workbook import Drawing, Drawn, Link, Sheet, Workbook
from clerestory.publish.checklist.xlsx.cells import SheetReader
from clerestory.publish.checklist.xlsx.drawings import drawings_of, table_of
from clerestory.publish.checklist.xlsx.parts import Parts, Relation
from clerestory.publish.checklist.xlsx.strings import RichText, SharedStrings
from clerestory.publish.checklist.xlsx.styles import Formats, formats_of
from clerestory.spreadsheets.addresses import Area, area_of
from clerestory.spreadsheets.markup import Element, counted
from clerestory.spreadsheets.package import Package, Refusals

WORKBOOK = "xl/workbook.xml"
_DEFAULT_WIDTH = 48.0  # points, of a column that nobody has made wider


@dataclass(frozen=True)
class _Shared:
    """What the sheets of one workbook share."""

    formats: Formats
    strings: list[RichText]
    filler: Filler


def read_xlsx(package: Package, refusals: Refusals) -> Workbook:
    """Give an XLSX as the rules see it.

    Raises
    ------
    One of the refusals
        If it is damaged, or too large.
    """
    parts = Parts(package, refusals.damaged)
    book, relations = parts.tree(WORKBOOK), parts.relations(WORKBOOK)
    shared = _shared(parts, relations, refusals)
    told = list(book.all("sheet"))
    if len(told) > MOST_SHEETS:
        raise refusals.too_large(f"has more than {MOST_SHEETS:,} sheets")
    sheets = tuple(_sheet(parts, one, relations, shared=shared, refusals=refusals) for one in told)
    check_tables(sheets, refusals)
    return Workbook(
        form="xlsx",
        sheets=sheets,
        active=counted(book.first("workbookView").get("activeTab")) or 0,
        properties=parts.properties(),
        macros=parts.macros(),
        toolbars=parts.has_toolbars(),
    )


def _shared(parts: Parts, relations: Mapping[str, Relation], refusals: Refusals) -> _Shared:
    of_kind = {relation.kind: relation.target for relation in relations.values()}
    filler = Filler(refusals)
    formats = formats_of(parts, of_kind.get("styles", ""), of_kind.get("theme", ""))
    strings = SharedStrings(formats, filler)
    strings.read(parts.package, of_kind.get("sharedStrings", ""), refusals)
    return _Shared(formats, strings.texts, filler)


def _sheet(
    parts: Parts, told: Element, relations: Mapping[str, Relation], *, shared: _Shared, refusals: Refusals
) -> Sheet:
    relation = relations.get(told.get("id"))
    if relation is None or relation.target not in parts.package.names:
        raise refusals.damaged("names a sheet that is not in it")
    sheet = Sheet(told.get("name"), told.get("state", "visible") != "visible", _DEFAULT_WIDTH)
    reader = SheetReader(sheet, shared.formats, strings=shared.strings, filler=shared.filler)
    reader.read(parts.package, relation.target, refusals)
    _follow(parts, sheet, reader, part=relation.target)
    return sheet


def _follow(parts: Parts, sheet: Sheet, reader: SheetReader, *, part: str) -> None:
    """Take in the parts that a sheet names: its tables, drawings, comments and the targets of its links."""
    relations = parts.relations(part)
    for name in reader.referred.tables:
        if name in relations and (found := table_of(parts.tree(relations[name].target))):
            sheet.marked.append(found[0])
            sheet.filters.extend([found[1]] if found[1] else [])
    for name in reader.referred.drawings:
        if name in relations:
            sheet.drawings.extend(drawings_of(parts.tree(relations[name].target)))
    if reader.has_controls:
        sheet.drawings.append(Drawing(Drawn.CONTROL, 0, 0, has_alternative=False))
    sheet.comments.extend(_commented(parts, relations))
    for area, name, location in reader.referred.links:
        target = relations[name].target if name in relations else f"#{location}"
        sheet.links.append(Link(area.top, area.left, sheet.text(area.top, area.left), target))


def _commented(parts: Parts, relations: Mapping[str, Relation]) -> Iterator[Area]:
    for relation in relations.values():
        if relation.kind == "comments":
            places = (area_of(one.get("ref")) for one in parts.tree(relation.target).all("comment"))
            yield from (place for place in places if place)
