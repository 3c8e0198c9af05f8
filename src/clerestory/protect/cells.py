"""The distinct cells of linked tables: the same set of cases is one cell, in however many tables it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask, Predicate
from clerestory.protect.rules.differences import differences
from clerestory.protect.rules.primary import Judged, PrimaryRules


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
    unsafe : bool array of shape (K,)
        Cells that a rule of a table they belong to makes unsafe.
    seen : bool array of shape (K,)
        Of those the ones in which an operation can be seen.
    """

    predicates: tuple[Predicate, ...]
    counts: Counts
    at: tuple[npt.NDArray[np.intp], ...]
    unprinted: tuple[npt.NDArray[np.intp], ...]
    unsafe: Mask
    seen: Mask

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
    cohort: ConfidentialCohort, tables: Sequence[ConfidentialTable], rules: PrimaryRules
) -> DistinctCells:
    """Give each distinct cell of the tables of a cohort a number, and so the unsafe ones that can be computed.

    A cell of several tables is unsafe if the rules of one of them make it so.

    Raises
    ------
    TableError
        If two tables give different counts for the same cases.
    """
    made = _Numbering()
    at = [_printed(made, table, cohort) for table in tables]
    in_order = tuple(made.numbers)
    unprinted = []
    for number, here in enumerate(at):
        there = np.unique(here)
        cells = [in_order[cell] for cell in there]
        made.mark(there, rules.judged(number, cells))
        unprinted.append(_differences(made, number, differences(cohort, cells), rules))
    size = len(made.counts)
    return DistinctCells(
        tuple(made.numbers),
        np.array(made.counts, dtype=np.int64),
        tuple(at),
        tuple(unprinted),
        _marked(made.unsafe, size),
        _marked(made.seen, size),
    )


@dataclass
class _Numbering:
    """Cells as they get their numbers, and which of them are unsafe."""

    numbers: dict[Predicate, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    unsafe: set[int] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def number(self, cell: Predicate, count: int) -> int:
        number = self.numbers.setdefault(cell, len(self.counts))
        if number == len(self.counts):
            self.counts.append(count)
        return number

    def mark(self, numbers: npt.NDArray[np.intp], judged: Judged) -> None:
        self.unsafe.update(numbers[judged.unsafe].tolist())
        self.seen.update(numbers[judged.seen].tolist())


def _printed(made: _Numbering, table: ConfidentialTable, cohort: ConfidentialCohort) -> npt.NDArray[np.intp]:
    here = np.zeros(table.shape.size, dtype=np.intp)
    for row in range(table.shape.size[0]):
        for column in range(table.shape.size[1]):
            count = int(table.counts[row, column])
            number = made.number(simplified(table.shape.predicate(row, column), cohort), count)
            if made.counts[number] != count:
                raise TableError(
                    f"the cell at row {row + 1}, column {column + 1} has another count in an earlier table",
                    where=f"table {table.shape.id}",
                    remedy="Make both tables from the same cases.",
                )
            here[row, column] = number
    return here


def _differences(made: _Numbering, table: int, left: Sequence[Predicate], rules: PrimaryRules) -> npt.NDArray[np.intp]:
    """Give each unsafe cell that printed ones leave over a number."""
    judged = rules.judged(table, left)
    bad = np.flatnonzero(judged.unsafe).tolist()
    numbers = np.array([made.number(left[cell], int(judged.counts[cell])) for cell in bad], dtype=np.intp)
    made.mark(numbers, judged.only(bad))
    return numbers


def _marked(numbers: set[int], size: int) -> Mask:
    mask = np.zeros(size, dtype=bool)
    mask[sorted(numbers)] = True
    return mask


def simplified(predicate: Predicate, cohort: ConfidentialCohort) -> Predicate:
    """Drop the conditions that every case meets, so that equal cells are equal."""
    everything = {c.name: frozenset(c.codes) for c in cohort.classifications}
    return frozenset((name, codes) for name, codes in predicate if codes != everything[name])
