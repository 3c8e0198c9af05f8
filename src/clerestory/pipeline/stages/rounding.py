"""What the published counts of a study are multiples of: a base for each cell, the same wherever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clerestory.analyse import cell_scope
from clerestory.model.rules import Preset
from clerestory.model.tables import ConfidentialCohort, Predicate, ProtectedTable
from clerestory.protect.cells import simplified
from clerestory.study import Study

_Cell = tuple[str, Predicate]  # of a cohort


def with_bases(
    study: Study, preset: Preset, cohorts: Mapping[str, ConfidentialCohort], tables: Sequence[ProtectedTable]
) -> tuple[ProtectedTable, ...]:
    """Say of each cell to which base its count is rounded when it leaves the vault; counts stay as they are.

    The base is that of what the cell itself tells apart, not of its table, so that the total of a nation is one number
    in national tables and in tables of forces, now and later (rule S5). Where tables group a variable in different ways
    and so disagree about a cell, the coarsest base holds.
    """
    if not preset.rounds:
        return tuple(tables)
    cells = {table.shape.id: _cells(table, cohorts[table.shape.cohort]) for table in tables}
    bases: dict[_Cell, int] = {}
    for table in tables:
        for cell, base in _asked(study, preset, cohorts[table.shape.cohort], table, cells[table.shape.id]):
            bases[cell] = max(base, bases.get(cell, 1))
    return tuple(
        replace(table, rounding=tuple(tuple(bases[cell] for cell in row) for row in cells[table.shape.id]))
        for table in tables
    )


def _cells(table: ProtectedTable, cohort: ConfidentialCohort) -> list[list[_Cell]]:
    rows, columns = table.shape.size
    return [
        [(cohort.name, simplified(table.shape.predicate(row, column), cohort)) for column in range(columns)]
        for row in range(rows)
    ]


def _asked(
    study: Study,
    preset: Preset,
    cohort: ConfidentialCohort,
    table: ProtectedTable,
    cells: Sequence[Sequence[_Cell]],
) -> Iterator[tuple[_Cell, int]]:
    """Yield each cell of a table with the base that its own scope asks for."""
    request = next(one for one in study.settings.tables if one.id == table.shape.id)
    known = {c.name: frozenset(leaf.code for leaf in c.leaves if leaf.known) for c in cohort.classifications}
    for cell in (cell for row in cells for cell in row):
        yield cell, preset.rules_for(cell_scope(request, cell[1], known, study.instrument)).rounding_base or 1
