"""What differs between two versions of the tables of a draft, cell by cell, as readers would see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.desk.evidence import CellChange, TableChange, Version, VersionChanges
from clerestory.model.tables import SUPPRESSED, ProtectedTable

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


def version_changes(before: Version, after: Version) -> VersionChanges:
    """Give what a reader of the later version sees that was otherwise in the earlier one."""
    return VersionChanges(tuple(_tables(before, after)), tuple(_settings(before.settings, after.settings)))


def _tables(before: Version, after: Version) -> Iterator[TableChange]:
    old, new = ({table.shape.id: table for table in version.tables} for version in (before, after))
    for name in (*new, *(name for name in old if name not in new)):
        if name not in old:
            yield TableChange(name, new[name].shape.title, ADDED)
        elif name not in new:
            yield TableChange(name, old[name].shape.title, REMOVED)
        elif cells := tuple(_cells(old[name], new[name])):
            yield TableChange(name, new[name].shape.title, CHANGED, cells)


def _cells(before: ProtectedTable, after: ProtectedTable) -> Iterator[CellChange]:
    old, new = _said(before), _said(after)
    for key in (*new, *(key for key in old if key not in new)):
        then, now = old.get(key, ("", "", "")), new.get(key, ("", "", ""))
        if then[2] != now[2]:
            row, column = (now if key in new else then)[:2]
            yield CellChange(row, column, then[2], now[2])


def _said(table: ProtectedTable) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Give the labels of each cell and what it says, by the keys of row and column."""
    return {
        (row.key, column.key): (row.label, column.label, SUPPRESSED if count is None else str(count))
        for row, counts in zip(table.shape.rows, table.counts, strict=True)
        for column, count in zip(table.shape.columns, counts, strict=True)
    }


def _settings(
    before: Mapping[str, str | int | bool], after: Mapping[str, str | int | bool]
) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys((*before, *after)):
        if before.get(name) != after.get(name):
            yield name, str(before.get(name, "")), str(after.get(name, ""))
