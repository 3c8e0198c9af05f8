"""A comparison as CSV: counts, what is not known, bounds of both shares and of their difference, and what holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from clerestory.model.commission import DataKind
from clerestory.model.comparisons.differences import Difference
from clerestory.model.shares import Share
from clerestory.model.tables import ProtectedTable
from clerestory.publish.comparisons.rows import ComparedRow, Population, compared_rows
from clerestory.publish.csv_files import csv_text
from clerestory.publish.numbers import percent_number

_OF = ("count", "not_known_pct", "at_least_pct", "at_most_pct")
HEADER = (
    *("key", "label"),
    *(f"group_{name}" for name in _OF),
    *(f"other_{name}" for name in _OF),
    *("difference_at_least_points", "difference_at_most_points", "reading", "status", "action", "data"),
)


def comparison_csv(table: ProtectedTable, data: DataKind) -> str:
    """Give a comparison, one category a row; bounds are in percent and points, with their ends rounded outwards."""
    return csv_text(HEADER, (list(_cells(row, data)) for row in compared_rows(table)))


def _cells(row: ComparedRow, data: DataKind) -> Iterator[object]:
    of = row.difference if isinstance(row.difference, Difference) else None
    yield from (row.key, row.label)
    yield from (*_of_population(row.group), *_ends(of.group.tenths if of else None))
    yield from (*_of_population(row.other), *_ends(of.other.tenths if of else None))
    yield from _ends(of.bounds.tenths if of else None)
    yield from (of.reading.value if of else "", row.sign, row.action, data.value)


def _of_population(of: Population) -> tuple[object, object]:
    unknown = percent_number(of.share.unknown_prop) if isinstance(of.share, Share) else ""
    return "" if of.count is None else of.count, unknown


def _ends(tenths: tuple[int, int] | None) -> tuple[object, object]:
    # As numbers: a text that begins with a minus sign would be taken for a formula, and be changed.
    return (Decimal(tenths[0]).scaleb(-1), Decimal(tenths[1]).scaleb(-1)) if tenths else ("", "")
