"""Hidden cells that move together: an equation of two cells makes one of them a function of the other.

A reader who can bound one of them can bound the other, exactly, so that one question answers for all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.protect.audit.equations import Floats
from clerestory.protect.audit.places import Ints


@dataclass(frozen=True)
class Merged:
    """Cells ``x = sign * y[at] + offset`` of classes y that are whole where x is.

    Attributes
    ----------
    A : sparse array of shape (E, k)
    b : int array of shape (E,)
        What is left of the equations: ``A y = b``.
    at, sign, offset : int arrays of shape (n,)
        The class of each cell, 1 or -1, and what is added.
    """

    A: sparse.csr_array
    b: Ints
    at: Ints
    sign: Ints
    offset: Ints

    def of_classes(self, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Give the bounds of classes that hold for all their cells; they may cross."""
        k = self.A.shape[1]
        y_low, y_high = np.full(k, -np.inf), np.full(k, np.inf)
        below, above = self.sign * (low - self.offset), self.sign * (high - self.offset)
        np.maximum.at(y_low, self.at, np.minimum(below, above))
        np.minimum.at(y_high, self.at, np.maximum(below, above))
        return y_low, y_high

    def of_cells(self, y_low: Floats, y_high: Floats) -> tuple[Floats, Floats]:
        """Give the bounds of cells from those of their classes."""
        below, above = self.sign * y_low[self.at] + self.offset, self.sign * y_high[self.at] + self.offset
        return np.where(self.sign > 0, below, above), np.where(self.sign > 0, above, below)


def merged(A: sparse.csr_array, b: Ints) -> Merged | None:
    """Merge cells until no equation is left that has two cells, each of them once.

    Parameters
    ----------
    A : sparse array of shape (E, n) of whole numbers
    b : int array of shape (E,)

    Returns
    -------
    Merged or None
        None if the equations contradict each other. The first cell of a class has sign 1 and offset 0.
    """
    n = A.shape[1]
    at, sign, offset = np.arange(n), np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    A, b = _without_empty(sparse.csr_array(A), b.astype(np.int64))
    while True:
        pairs = np.flatnonzero((np.diff(A.indptr) == 2) & (abs(A).sum(axis=1) == 2))
        if not len(pairs):
            break
        parent, s, o = _parents(A, b, pairs)
        kept, new = np.unique(parent, return_inverse=True)
        step = sparse.csr_array((s, (np.arange(len(new)), new)), shape=(len(new), len(kept)))
        at, sign, offset = new[at], sign * s[at], sign * o[at] + offset
        A, b = _without_empty(sparse.csr_array(A @ step), b - A @ o)
    if (b[np.diff(A.indptr) == 0] != 0).any():
        return None
    return Merged(A, b, at.astype(np.int64), sign, offset)


def _parents(A: sparse.csr_array, b: Ints, pairs: Ints) -> tuple[Ints, Ints, Ints]:
    """Give for each class the one that it becomes, its sign and what is added: each later one of a pair the earlier."""
    i, j = A.indices[A.indptr[pairs]], A.indices[A.indptr[pairs] + 1]
    v_i, v_j = A.data[A.indptr[pairs]], A.data[A.indptr[pairs] + 1]
    _, first = np.unique(j, return_index=True)
    parent = np.arange(A.shape[1])
    sign, offset = np.ones(A.shape[1], dtype=np.int64), np.zeros(A.shape[1], dtype=np.int64)
    j = j[first]
    parent[j], sign[j], offset[j] = i[first], -(v_i * v_j)[first], v_j[first] * b[pairs[first]]
    while not np.array_equal(parent[parent], parent):
        offset, sign, parent = sign * offset[parent] + offset, sign * sign[parent], parent[parent]
    return parent, sign, offset


def _without_empty(A: sparse.csr_array, b: Ints) -> tuple[sparse.csr_array, Ints]:
    """Leave out equations that say nothing; one that says 0 = 1 stays."""
    A.eliminate_zeros()
    A.sort_indices()
    kept = np.flatnonzero((np.diff(A.indptr) > 0) | (b != 0))
    return sparse.csr_array(A[kept]), b[kept]
