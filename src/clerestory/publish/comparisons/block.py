"""A comparison on the page: everything that its template prints but numbers and names of files."""

from __future__ import annotations

from clerestory.model.rules import Preset
from clerestory.model.tables import ProtectedTable
from clerestory.publish.comparisons.rows import ComparedRow, compared_rows
from clerestory.publish.comparisons.words import (
    GROUP_NAME,
    HOLDS,
    OTHER_NAME,
    base_rows,
    comparison_notes,
    comparison_signs,
    dropped_text,
    shown_row,
)
from clerestory.publish.notes import persons_note, shares_note, unit_note

CHART_COLUMNS = (f"{GROUP_NAME}, possible %", f"{OTHER_NAME}, possible %", HOLDS)


def comparison_values(table: ProtectedTable, rules: Preset) -> dict[str, object]:
    """Give what the template of a comparison prints, by name."""
    rows = compared_rows(table)
    shown = [row for row in rows if not row.is_empty]
    return {
        "shape": table.shape,
        "whole": table.whole,
        "dropped": dropped_text(table),
        "heading": table.shape.column_heading,
        "group_name": GROUP_NAME,
        "other_name": OTHER_NAME,
        "holds": HOLDS,
        "bases": base_rows(table),
        "rows": [(row.label, shown_row(row), row.action) for row in shown],
        "empty": [row.label for row in rows if row.is_empty],
        "symbols": comparison_signs(table, shown),
        "notes": comparison_notes(table),
        "rounding": shares_note(table.bases(), rules),
        "unit": persons_note(table) or unit_note(table.shape.unit),
    }


def chart_rows(table: ProtectedTable) -> list[tuple[str, list[str]]]:
    """Give the numbers of the chart of a comparison in words, for the table beside it."""
    return [(row.label, _possible(row)) for row in compared_rows(table) if not row.is_empty]


def _possible(row: ComparedRow) -> list[str]:
    cells = shown_row(row)
    return [cells[1], cells[3], cells[5]]
