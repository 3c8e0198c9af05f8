"""A comparison as a block of a paper: its cells, and what stands below them."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.tables import ProtectedTable
from clerestory.publish.comparisons.rows import ComparedRow, compared_rows
from clerestory.publish.comparisons.words import (
    GROUP_NAME,
    HOLDS,
    OTHER_NAME,
    base_rows,
    comparison_notes,
    comparison_signs,
    shown_row,
)
from clerestory.publish.notes import zeros_note
from clerestory.publish.shown.values import Column, Grid, Kind, Note, Row

CHART_COLUMNS = (
    Column(f"{GROUP_NAME}, possible %"),
    Column(f"{OTHER_NAME}, possible %"),
    Column(HOLDS, Kind.TEXT),
)
_PAIR = ("Number", "Possible, % of all")


def comparison_grid(table: ProtectedTable) -> Grid:
    """Give the cells of a comparison: all cases and those known on top, then each category that anybody is in."""
    sides = (Column(label, group=name) for name in (GROUP_NAME, OTHER_NAME) for label in _PAIR)
    heading = Column(table.shape.column_heading or "Group", Kind.TEXT)
    bases = (Row(label, (group, "", other, "", "", ""), is_margin=True) for label, (group, other) in base_rows(table))
    rows = (Row(row.label, tuple(shown_row(row)), action=row.action) for row in _there(table))
    return Grid((heading, *sides, Column("Difference, points"), Column(HOLDS, Kind.TEXT)), (*bases, *rows))


def comparison_under(table: ProtectedTable) -> Iterator[Note]:
    """Yield what stands below the cells of a comparison: signs, rows without anybody, how it is made."""
    yield from (Note(f"{meaning}.", sign) for sign, meaning in comparison_signs(table, _there(table)))
    empty = [row.label for row in compared_rows(table) if row.is_empty]
    if empty:
        yield Note(zeros_note(empty))
    yield from map(Note, comparison_notes(table))


def chart_rows(table: ProtectedTable) -> list[tuple[str, list[str]]]:
    """Give the numbers of the chart of a comparison in words, for the table beside it."""
    return [(row.label, _possible(row)) for row in _there(table)]


def _there(table: ProtectedTable) -> list[ComparedRow]:
    return [row for row in compared_rows(table) if not row.is_empty]


def _possible(row: ComparedRow) -> list[str]:
    cells = shown_row(row)
    return [cells[1], cells[3], cells[5]]
