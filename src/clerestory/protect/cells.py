"""The distinct cells of linked tables: the same set of cases is one cell, in however many tables it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask, Predicate
from clerestory.protect.rules.differences import differences


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
    unprinted : tuple of int arrays
        For each table, the numbers of cells that no table prints and that must be protected all the same.
    """

    predicates: tuple[Predicate, ...]
    counts: Counts
    at: tuple[npt.NDArray[np.intp], ...]
    unprinted: tuple[npt.NDArray[np.intp], ...]

    def __repr__(self) -> str:
        return f"DistinctCells({len(self.predicates)} cells of {len(self.at)} tables)"

    def of_table(self, table: int) -> npt.NDArray[np.intp]:
        """Give the number of each cell of a table once, printed or not."""
        return np.unique(np.concatenate([self.at[table].ravel(), self.unprinted[table]]))

    def of_first(self, tables: int) -> DistinctCells:
        """Give the same cells, as of the first tables alone."""
        return replace(self, at=self.at[:tables], unprinted=self.unprinted[:tables])

    @property
    def printed(self) -> Mask:
        """The cells that some table prints."""
        mask = np.zeros(len(self.counts), dtype=bool)
        for numbers in self.at:
            mask[numbers] = True
        return mask


def distinct_cells(
    cohort: ConfidentialCohort, tables: Sequence[ConfidentialTable], rule: ThresholdRule
) -> DistinctCells:
    """Give each distinct cell of the tables of a cohort a number, and so the unsafe ones that can be computed.

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
    in_order = tuple(numbers)
    unprinted = [_small_differences(cohort, [in_order[n] for n in np.unique(here)], rule) for here in at]
    for cell, count in (found for of_table in unprinted for found in of_table.items()):
        if cell not in numbers:
            numbers[cell] = len(counts)
            counts.append(count)
    return DistinctCells(
        tuple(numbers),
        np.array(counts, dtype=np.int64),
        tuple(at),
        tuple(np.array([numbers[cell] for cell in of_table], dtype=np.intp) for of_table in unprinted),
    )


def _small_differences(
    cohort: ConfidentialCohort, printed: Sequence[Predicate], rule: ThresholdRule
) -> dict[Predicate, int]:
    """Give the unsafe cells that printed ones leave over, with their counts."""
    counts = ((cell, cohort.count(cell)) for cell in differences(cohort, printed))
    return {cell: count for cell, count in counts if rule.is_unsafe(count)}


def simplified(predicate: Predicate, cohort: ConfidentialCohort) -> Predicate:
    """Drop the conditions that every case meets, so that equal cells are equal."""
    everything = {c.name: frozenset(c.codes) for c in cohort.classifications}
    return frozenset((name, codes) for name, codes in predicate if codes != everything[name])
