"""Sums that a table does not print and that must stay unknown all the same, as cells of the search beside its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.model.criteria import Width
from clerestory.model.rules import TableRules
from clerestory.model.tables import Counts
from clerestory.protect.additive import Move, Numbers, first_of_each
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.tables import primary_suppression


@dataclass(frozen=True, repr=False)
class UnprintedSums:
    """Sums of some of K cells of a table; confidential.

    Attributes
    ----------
    made_of : sparse array of shape (n, K)
        1 for the cells of each sum, none of which holds another; of one cell less another 1 and -1.
    width : int array of shape (n,)
        How far apart two possible values must lie.
    """

    made_of: sparse.csr_array
    width: Numbers

    def __repr__(self) -> str:
        return f"UnprintedSums({self.made_of.shape[0]})"

    def __len__(self) -> int:
        return int(self.made_of.shape[0])

    @classmethod
    def nothing(cls, size: int) -> UnprintedSums:
        """Give no sum of so many cells."""
        return cls(sparse.csr_array((0, size), dtype=np.int64), np.zeros(0, dtype=np.int64))

    def and_these(self, more: UnprintedSums) -> UnprintedSums:
        """Give these sums and some more."""
        made_of = sparse.csr_array(sparse.vstack([self.made_of, more.made_of], format="csr"))
        return UnprintedSums(made_of, np.append(self.width, more.width))

    def new_of(self, more: UnprintedSums) -> UnprintedSums:
        """Give those of some more that are none of these."""
        first = first_of_each(sparse.csr_array(sparse.vstack([self.made_of, more.made_of], format="csr")))
        new = first[first >= len(self)] - len(self)
        return UnprintedSums(sparse.csr_array(more.made_of[new]), more.width[new])

    @classmethod
    def unsafe(
        cls,
        made_of: sparse.csr_array,
        counts: Counts,
        operations: Contributions | None,
        rules: TableRules,
        width: Width,
    ) -> UnprintedSums:
        """Give those of some sums that the rules of a cell make unsafe, and how wide their intervals must be.

        Parameters
        ----------
        made_of : sparse array of shape (n, K)
        counts : int array of shape (K,)
        operations : Contributions or None
            What each operation has in each of the K cells.
        """
        behind = operations and Contributions(sparse.csr_array(operations.parts @ made_of.T))
        found, wide = primary_suppression(np.asarray(made_of @ counts, dtype=np.int64), behind, rules, width)
        return cls(sparse.csr_array(made_of[np.flatnonzero(found)]), wide[found])

    def holds(self, of_cells: sparse.csr_array) -> sparse.csr_array:
        """Give which inner cells belong to each cell, and after them to each sum."""
        return sparse.csr_array(sparse.vstack([of_cells, self.made_of @ of_cells], format="csr"))

    def moved(self, move: Move) -> Move:
        """Give a change of cells, and how the sums change with it."""
        change = np.zeros(self.made_of.shape[1], dtype=np.int64)
        change[move.cells] = move.change
        sums = self.made_of @ change
        there = np.flatnonzero(sums)
        return Move(np.concatenate([move.cells, len(change) + there]), np.concatenate([move.change, sums[there]]))

    def in_region(self, region: Numbers) -> Numbers:
        """Give a set of cells, and the sums that can change with them."""
        inside = np.zeros(self.made_of.shape[1], dtype=np.int64)
        inside[region] = 1
        return np.concatenate([region, len(inside) + np.flatnonzero(self.made_of @ inside)])
