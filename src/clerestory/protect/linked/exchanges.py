"""Exchanges: one more case of a kind, or one of another kind less for it. Always whole, and there is always one.

They close what the programmes leave open, as hypercubes do for a single table. Where earlier tables hold too much still
for an exchange, an integer programme looks for any change.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from clerestory.protect.additive import Move, Numbers
from clerestory.protect.suppress.grids import Floats

_FIRST = 12  # kinds of a cell to begin from, the cheapest ones


class Exchanges:
    """Finds the cheapest exchange through a cell.

    Parameters
    ----------
    holds : sparse 0/1 array of shape (K, J)
        Which of J kinds belong to each of K cells; none to no cell.
    """

    def __init__(self, holds: sparse.csr_array) -> None:
        self._holds, self._of_kind = holds, holds.T.tocsr()

    def cheapest(self, cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        """Give the cheapest exchange that changes a cell by as much as is asked for.

        Parameters
        ----------
        cell : int
        price : float array of shape (K,)
            Cost of hiding each cell.
        fall : float array of shape (K,)
            How far each cell can fall; below 0 where it may not change at all.
        enough : tuple of int
            How far the cell shall go if it goes up, and if it goes down; 1 or more.
        """
        still = fall < 0
        own = self._kinds_of(cell)
        cost = self._of_kind @ price
        first = own[np.lexsort((cost[own], self._of_kind[own] @ still.astype(np.float64)))[:_FIRST]]
        best: tuple[float, Numbers, Numbers, int] | None = None
        for kind in first.tolist():
            cells = self._cells_of(kind)
            common = self._common(cells)
            shared = np.asarray(common @ price[cells])
            for sign, times in zip((1, -1), enough, strict=True):
                # What the kind rises or falls in, and the other the opposite; common cells do not change.
                mine, theirs = (still, fall < times) if sign > 0 else (fall < times, still)
                bad = float(mine[cells].sum()) - np.asarray(common @ mine[cells].astype(np.float64))
                bad += self._of_kind @ theirs.astype(np.float64) - np.asarray(common @ theirs[cells].astype(np.float64))
                found = np.where(bad == 0, cost[kind] + cost - 2 * shared, np.inf)
                found[own] = np.inf  # the cell would not change
                other = int(found.argmin())
                if np.isfinite(found[other]) and (best is None or found[other] < best[0]):
                    best = float(found[other]), cells, self._cells_of(other), sign * times
            if not still[cells].any() and (best is None or cost[kind] < best[0]):
                best = float(cost[kind]), cells, np.zeros(0, dtype=np.int64), enough[0]
        return None if best is None else _move(*best[1:])

    def _kinds_of(self, cell: int) -> Numbers:
        return self._holds.indices[self._holds.indptr[cell] : self._holds.indptr[cell + 1]].astype(np.int64)

    def _cells_of(self, kind: int) -> Numbers:
        return self._of_kind.indices[self._of_kind.indptr[kind] : self._of_kind.indptr[kind + 1]].astype(np.int64)

    def _common(self, cells: Numbers) -> sparse.csr_array:
        """Say which of some cells each kind is in."""
        return sparse.csr_array(self._holds[cells].T)


def _move(more: Numbers, less: Numbers, by: int) -> Move:
    rising, falling = np.setdiff1d(more, less), np.setdiff1d(less, more)
    change = np.concatenate([np.full(len(rising), by), np.full(len(falling), -by)])
    return Move(np.concatenate([rising, falling]), change.astype(np.int64))
