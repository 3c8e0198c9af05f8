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
from clerestory.publish.open_data.columns import STATUS, Column, code, count, data_column, header, percent, points, text


def _population(name: str, cases: str) -> tuple[Column, ...]:
    """Give the columns of one population."""
    bounds = f"Of {cases}, rounded outwards."
    return (
        count(f"{name}_count", f"Count, {cases}", "Empty where it is withheld."),
        percent(f"{name}_not_known_pct", f"Not known, {cases}"),
        percent(f"{name}_at_least_pct", f"At least, {cases}", bounds),
        percent(f"{name}_at_most_pct", f"At most, {cases}", bounds),
    )


COMPARISON_COLUMNS = (
    code("key", "Category: code", key=True),
    text("label", "Category", required=True),
    *_population("group", "group-based cases"),
    *_population("other", "all other cases"),
    points("difference_at_least_points", "Difference, at least", "Group-based less all other, rounded outwards."),
    points("difference_at_most_points", "Difference, at most", "Group-based less all other, rounded outwards."),
    Column("reading", "Reading", "The group-based share against that of all other.", blank=True, list_of="reading"),
    STATUS,
    text("action", "Action", "What the row suggests, where something does."),
)


def comparison_csv(table: ProtectedTable, data: DataKind) -> str:
    """Give a comparison, one category a row; bounds are in percent and points, with their ends rounded outwards."""
    return csv_text(
        header((*COMPARISON_COLUMNS, data_column(data))), (list(_cells(row, data)) for row in compared_rows(table))
    )


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
