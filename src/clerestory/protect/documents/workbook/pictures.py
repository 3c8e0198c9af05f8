"""Pictures of a sheet, by the cell on which their upper left corner lies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from clerestory.model.redaction.documents import Inside
from clerestory.protect.documents.drawings import shown_whole
from clerestory.protect.documents.packages import Package
from clerestory.protect.documents.pictures import CHANGED, picture_of
from clerestory.protect.documents.relations import linked, targets_of
from clerestory.protect.documents.workbook.values import local

_ANCHORS = ("oneCellAnchor", "twoCellAnchor")
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576


@dataclass(frozen=True)
class Sheet:
    """A sheet whose pictures are looked for.

    Attributes
    ----------
    part : str
        Its part of the package.
    number : int
        From 1, of the visible ones.
    rows, columns : collection of int
        Those that are hidden.
    """

    part: str
    number: int
    rows: Collection[int]
    columns: Collection[int]


def pictures_of(package: Package, sheet: Sheet, root: Any, left: Counter[str]) -> Iterator[tuple[str, Inside]]:
    """Yield the pictures that a sheet shows whole, with the names of their parts; others are counted."""
    targets = targets_of(package, sheet.part)
    for element in (e for e in root if local(e) == "drawing"):
        part = targets.get(linked(element, "id"), "")
        if not part:
            continue
        held = targets_of(package, part)
        for anchor, picture in _anchored(package.tree(part)):
            name = held.get(shown_whole(picture), "")
            cell = _cell(anchor, sheet)
            if not name or not cell:
                left[CHANGED] += 1
            else:
                yield name, replace(picture_of(package, name), cell=cell)


def _anchored(drawing: Any) -> Iterator[tuple[Any, Any]]:
    for anchor in drawing:
        for element in anchor.iter():
            if local(element) == "pic" and not any(local(e) == "Fallback" for e in element.iterancestors()):
                yield anchor, element


def _cell(anchor: Any, sheet: Sheet) -> tuple[int, int, int] | tuple[()]:
    """Give the cell of an anchor; empty where it is hidden or none."""
    corner = next((child for child in anchor if local(child) == "from"), ()) if local(anchor) in _ANCHORS else ()
    at = {local(child): child.text or "" for child in corner}
    row, column = at.get("row", ""), at.get("col", "")
    if not (row.isdecimal() and column.isdecimal()):
        return ()
    place = int(row) + 1, int(column) + 1
    if place[0] > _MOST_ROWS or place[1] > _MOST_COLUMNS or place[0] in sheet.rows or place[1] in sheet.columns:
        return ()
    return sheet.number, *place
