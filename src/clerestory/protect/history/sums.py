"""What printed numbers of a table leave over along its rows and columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from clerestory.model.tables import ConfidentialCohort, Position, Predicate, TableShape
from clerestory.protect.cells import simplified
from clerestory.protect.suppress.cohorts.lines import lines

Cell = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Rest:
    """A known sum, its known parts, and the set of cases in all its other parts."""

    whole: Cell
    known: tuple[Cell, ...]
    unknown: tuple[Cell, ...]
    predicate: Predicate


def rests(cohort: ConfidentialCohort, shape: TableShape, known: Collection[Cell]) -> Iterator[Rest]:
    """Yield what is left of each known sum when its known parts are taken away, if not all of them are known."""
    for whole, parts in lines(shape):
        unknown = tuple(part for part in parts if part not in known)
        if whole in known and unknown:
            told = tuple(part for part in parts if part in known)
            yield Rest(whole, told, unknown, simplified(_union(shape, whole, unknown), cohort))


def cells_of(cohort: ConfidentialCohort, shape: TableShape) -> dict[Cell, Predicate]:
    """Give the set of cases of each cell of a table, by row and column."""
    rows, columns = shape.size
    return {(r, c): simplified(shape.predicate(r, c), cohort) for r in range(rows) for c in range(columns)}


def _union(shape: TableShape, whole: Cell, parts: tuple[Cell, ...]) -> Predicate:
    """Give the cases of several cells of one line, each case in one of them."""
    down = all(column == whole[1] for _, column in parts)
    positions = [shape.rows[row] if down else shape.columns[column] for row, column in parts]
    name = next(name for position in positions for name, _ in position.where)
    codes = frozenset().union(*(codes for position in positions for _, codes in position.where))
    together = (Position("rest", "Rest", frozenset({(name, codes)})),)
    if down:
        return replace(shape, rows=together).predicate(0, whole[1])
    return replace(shape, columns=together).predicate(whole[0], 0)
