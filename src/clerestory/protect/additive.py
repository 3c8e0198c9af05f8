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

    def with_sums(self, made_of: sparse.csr_array) -> AdditiveCells:
        """Add a cell for each of some sums, and the addition that makes it.

        Parameters
        ----------
        made_of : sparse array of shape (n, K)
            1 for every part; of a cell less another one 1 and -1.
        """
        if not made_of.shape[0]:
            return self
        n = made_of.shape[0]
        # A sum is the whole of its parts. What one cell leaves over of another is a part of it, beside the other.
        sign = sparse.diags_array(np.where(made_of.min(axis=1).toarray().ravel() < 0, -1.0, 1.0))
        return AdditiveCells(
            np.concatenate([self.counts, np.asarray(made_of @ self.counts, dtype=np.int64)]),
            sparse.vstack(
                [
                    sparse.hstack([self.relations, sparse.csr_array((self.relations.shape[0], n))]),
                    sparse.hstack([sign @ made_of, -sign]),
                ],
                format="csr",
            ),
        )


def first_of_each(rows: sparse.csr_array) -> Numbers:
    """Give the number of the first of all rows of a sparse array that are the same."""
    rows.sort_indices()
    seen: dict[bytes, int] = {}
    for row in range(rows.shape[0]):
        at = slice(rows.indptr[row], rows.indptr[row + 1])
        seen.setdefault(rows.indices[at].tobytes() + rows.data[at].tobytes(), row)
    return np.array(sorted(seen.values()), dtype=np.int64)


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

    def within(self, size: int) -> Move:
        """Give the same change, of the first cells alone."""
        kept = self.cells < size
        return Move(self.cells[kept], self.change[kept])
