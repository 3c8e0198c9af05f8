"""Who is behind each cell: an operation, or a giver, and how much of the cell is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.contributors import ContributorParts
from clerestory.model.tables import Counts


@dataclass(frozen=True, repr=False)
class Contributions:
    """What each of C contributors of one kind gives to each of K cells, margins included; confidential.

    Attributes
    ----------
    parts : sparse int array of shape (C, K)
        Persons, or the unit of a magnitude; 0 or more. For each cell they sum to its value, or to less where something
        has no contributor of this kind.
    """

    parts: sparse.csr_array

    def __repr__(self) -> str:
        return f"Contributions({self.parts.shape[0]} contributors, {self.parts.shape[1]} cells)"

    @cached_property
    def by_cell(self) -> sparse.csc_array:
        """The parts, in an order in which those of a cell lie together."""
        return self.parts.tocsc()

    @classmethod
    def by_combination(cls, behind: ContributorParts | None, combinations: int) -> Contributions:
        """Give what each contributor has of each of n combinations of a cohort; of nobody where nobody is known."""
        if behind is None:
            return cls(sparse.csr_array((0, combinations), dtype=np.int64))
        places = (behind.contributors, behind.combinations)
        return cls(sparse.csr_array((behind.cases, places), shape=(len(behind.names), combinations)))

    def number(self) -> npt.NDArray[np.int64]:
        """Count the contributors of each cell."""
        found = (self.parts > 0).sum(axis=0)
        return np.asarray(found, dtype=np.int64).ravel()

    def largest(self, n: int) -> Counts:
        """Give the n largest parts of each cell, largest first; 0 where there are fewer.

        Returns
        -------
        int array of shape (n, K)
        """
        by_cell = self.by_cell
        cell = np.repeat(np.arange(by_cell.shape[1]), np.diff(by_cell.indptr))
        order = np.lexsort((-by_cell.data, cell))
        rank = np.arange(len(cell)) - np.repeat(by_cell.indptr[:-1], np.diff(by_cell.indptr))
        found = np.zeros((n, by_cell.shape[1]), dtype=np.int64)
        kept = rank < n
        found[rank[kept], cell[kept]] = by_cell.data[order][kept]
        return found
