"""The distinct cells of linked tables: the same set of cases is one cell, in however many tables it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Predicate


@dataclass(frozen=True)
class DistinctCells:
    """The cells of all the tables of one cohort, each once.

    Attributes
    ----------
    predicates : tuple of Predicate
        Which cases belong to each of the K cells.
    counts : int array of shape (K,)
        True counts, in cases.
    at : tuple of int arrays
        For each table, the number of the cell at each row and column.
    """

    predicates: tuple[Predicate, ...]
    counts: Counts
    at: tuple[npt.NDArray[np.intp], ...]

    def __repr__(self) -> str:
        return f"DistinctCells({len(self.predicates)} cells of {len(self.at)} tables)"


def distinct_cells(cohort: ConfidentialCohort, tables: Sequence[ConfidentialTable]) -> DistinctCells:
    """Give each distinct cell of the tables of a cohort a number.

    Raises
    ------
    TableError
        If two tables give different counts for the same cases.
    """
    numbers: dict[Predicate, int] = {}
    counts: list[int] = []
    at = []
    for table in tables:
        here = np.zeros(table.shape.size, dtype=np.intp)
        for row in range(table.shape.size[0]):
            for column in range(table.shape.size[1]):
                predicate = simplified(table.shape.predicate(row, column), cohort)
                count = int(table.counts[row, column])
                number = numbers.setdefault(predicate, len(counts))
                if number == len(counts):
                    counts.append(count)
                if counts[number] != count:
                    raise TableError(
                        f"the cell at row {row + 1}, column {column + 1} has another count in an earlier table",
                        where=f"table {table.shape.id}",
                        remedy="Make both tables from the same cases.",
                    )
                here[row, column] = number
        at.append(here)
    return DistinctCells(tuple(numbers), np.array(counts, dtype=np.int64), tuple(at))


def simplified(predicate: Predicate, cohort: ConfidentialCohort) -> Predicate:
    """Drop the conditions that every case meets, so that equal cells are equal."""
    everything = {c.name: frozenset(c.codes) for c in cohort.classifications}
    return frozenset((name, codes) for name, codes in predicate if codes != everything[name])
