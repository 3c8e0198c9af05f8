"""Cells that add up: counts, and which of them are sums of which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.tables import Counts, Mask

Numbers = npt.NDArray[np.int64]  # numbers of cells


@dataclass(frozen=True, repr=False)
class AdditiveCells:
    """K cells of one table, or of several that share cells, and all the additions that bind them.

    Attributes
    ----------
    counts : int array of shape (K,)
        True counts.
    relations : sparse array of shape (m, K)
        Each row one addition: 1 for every part, -1 for the whole.
    """

    counts: Counts
    relations: sparse.csr_array

    def __post_init__(self) -> None:
        assert self.relations.shape[1] == len(self.counts)

    def __repr__(self) -> str:
        return f"AdditiveCells({len(self.counts)} cells, {self.relations.shape[0]} relations)"

    def only(self, mask: Mask) -> AdditiveCells:
        """Give the cells of a mask; the others must be known not to change, so they leave the relations.

        What is left of an addition says what changes add up to 0; the counts need not.
        """
        assert not (self.relations @ self.counts).any()
        kept = self.relations[:, np.flatnonzero(mask)].tocsr()
        bound = np.flatnonzero(np.diff(kept.indptr) > 0)
        return AdditiveCells(self.counts[mask], kept[bound])


@dataclass(frozen=True)
class Move:
    """A change of some cells by whole numbers, under which every addition still holds.

    Attributes
    ----------
    cells : int array of shape (n,)
        Numbers of the cells that change.
    change : int array of shape (n,)
        By how much, never 0.
    """

    cells: Numbers
    change: Numbers
