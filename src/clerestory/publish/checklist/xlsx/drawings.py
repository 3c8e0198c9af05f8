"""What floats over the cells of an XLSX, and the tables that its parts mark up."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.publish.checklist.workbook import Drawing, Drawn, Table
from clerestory.publish.checklist.xlsx.styles import is_on
from clerestory.spreadsheets.addresses import Area, area_of
from clerestory.spreadsheets.markup import Element, counted

_CONTENT = ("pic", "graphicFrame", "sp", "cxnSp", "grpSp")
_FILLED = ("TableStyleMedium", "TableStyleDark")


def drawings_of(drawing: Element) -> Iterator[Drawing]:
    """Yield what a part of drawings holds, a group of several as one."""
    for anchor in drawing.all("oneCellAnchor", "twoCellAnchor", "absoluteAnchor"):
        shape = next(anchor.all(*_CONTENT), None)
        if shape is not None:
            corner = anchor.first("from")
            yield Drawing(_kind(shape), _place(corner, "row"), _place(corner, "col"), _has_alternative(shape))


def _kind(shape: Element) -> Drawn:
    if shape.tag in ("pic", "graphicFrame"):
        return Drawn.PICTURE if shape.tag == "pic" else Drawn.CHART
    is_box = any(one.get("txBox") == "1" for one in shape.all("cNvSpPr"))
    has_words = any(text.text.strip() for text in shape.all("t"))
    return Drawn.TEXT_BOX if is_box or has_words else Drawn.SHAPE


def _place(corner: Element, name: str) -> int:
    number = counted(corner.first(name).text.strip())
    return 0 if number is None else number + 1


def _has_alternative(shape: Element) -> bool:
    said = shape.first("cNvPr")
    is_decoration = any(is_on(one.get("val", "1")) for one in shape.all("decorative"))
    return bool(said.get("descr").strip() or said.get("title").strip()) or is_decoration


def table_of(part: Element) -> tuple[Table, Area | None] | None:
    """Give the table of a part with the area of its filter buttons, if it has some; None where it has no place."""
    table = part.first("table")
    area = area_of(table.get("ref"))
    if area is None:
        return None
    look = table.first("tableStyleInfo")
    name = look.get("name")
    stripes = any(is_on(look.get(key)) for key in ("showRowStripes", "showColumnStripes"))
    made = Table(
        area,
        table.get("displayName") or table.get("name"),
        has_header=table.get("headerRowCount", "1") != "0",
        has_stripes=bool(name) and stripes,
        has_fill=name.startswith(_FILLED),
        has_totals=table.get("totalsRowCount", "0") != "0",
    )
    return made, area if _has_buttons(table, area) else None


def _has_buttons(table: Element, area: Area) -> bool:
    found = next(table.all("autoFilter"), None)
    if found is None:
        return False
    switched_off = sum(is_on(column.get("hiddenButton")) for column in found.all("filterColumn"))
    return switched_off < area.right - area.left + 1
