"""Comparisons for tests, made from counts: group-based, all other and undecided cases by a characteristic."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.model.comparisons.populations import Comparison
from clerestory.model.tables import Position, ProtectedTable, TableShape

ROWS = {"group": "Group-based (HO2020)", "other": "All other", "undecided": "Cannot be decided"}
LABELS = {"A": "Dwelling", "B": "Vehicle", "C": "Street"}
Line = Sequence[int | None]


def compared(group: Line, other: Line, undecided: Line, *, codes: str = "AB", **options) -> ProtectedTable:
    """A comparison; each line is total, known, one count for each code, and not recorded."""
    actions = options.pop("actions", ())
    known = frozenset((("place", frozenset(codes)),))
    columns = (
        Position("total", "Total"),
        Position("known", "Known", known),
        *(Position(code, LABELS[code], frozenset({("place", frozenset({code}))})) for code in codes),
        Position("not_recorded", "Not recorded", frozenset({("place", frozenset({"not_recorded"}))})),
    )
    shape = TableShape(
        id="t1",
        title="Places of offences",
        unit="offence",
        cohort="offence",
        rows=tuple(Position(k, label, frozenset({("definition", frozenset({k}))})) for k, label in ROWS.items()),
        columns=columns,
        row_heading="Cases",
        column_heading="Place",
        comparison=Comparison("HO2020", "offences in all other investigations", tuple(actions)),
    )
    return ProtectedTable(shape, (tuple(group), tuple(other), tuple(undecided)), **options)


def column(table: ProtectedTable, code: str) -> int:
    return [position.key for position in table.shape.columns].index(code)
