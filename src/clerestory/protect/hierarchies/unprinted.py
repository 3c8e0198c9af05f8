"""Sums that a table does not print and that must stay unknown all the same, as cells of the search beside its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.protect.additive import Move, Numbers
from clerestory.protect.contributions import Contributions


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

    def and_these(self, more: UnprintedSums) -> UnprintedSums:
        """Give these sums and some more."""
        made_of = sparse.csr_array(sparse.vstack([self.made_of, more.made_of], format="csr"))
        return UnprintedSums(made_of, np.append(self.width, more.width))

    def contributions(self, of_cells: Contributions) -> Contributions:
        """Give what each contributor has in the cells, and after them in the sums."""
        return Contributions(sparse.hstack([of_cells.parts, of_cells.parts @ self.made_of.T], format="csr"))

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
