"""Changes of whole numbers by an integer programme, where nothing simpler finds one."""

from __future__ import annotations

import numpy as np
from scipy import optimize, sparse

from clerestory.protect.additive import Move
from clerestory.protect.suppress.grids.programme import Floats

_MOST = 1e6  # units of change
_NODES = 20_000  # nodes, not seconds, so that the same input always gives the same result
_SOME = 1e-4  # a price for what costs nothing, so that nothing changes to no end


def whole_change(
    relations: sparse.csr_array, cell: int, price: Floats, fall: Floats, enough: tuple[int, int]
) -> Move | None:
    """Give the cheapest change of whole numbers that brings a cell far enough, by an integer programme; or None.

    Parameters
    ----------
    relations : sparse array of shape (m, K)
        The additions that must hold.
    cell, price, fall, enough
        As for a ``HypercubeSearch``.
    """
    free = np.flatnonzero(fall >= 0)
    size, at = len(free), int(np.searchsorted(free, cell))
    matrix = relations[:, free]
    both = sparse.hstack([matrix, -matrix], format="csr")
    best: tuple[float, Move] | None = None
    for sign, times in zip((1, -1), enough, strict=True):
        most = np.concatenate([np.full(size, _MOST), np.minimum(fall[free], _MOST)])
        least = np.zeros(2 * size)
        place, opposite = (at, size + at) if sign > 0 else (size + at, at)
        if most[place] < times:
            continue
        least[place], most[opposite] = times, 0.0  # or the two could cancel
        found = optimize.milp(
            np.concatenate([price[free], price[free]]) + _SOME,
            integrality=np.ones(2 * size, dtype=np.int64),
            bounds=optimize.Bounds(least, most),
            constraints=optimize.LinearConstraint(both, 0, 0),
            options={"node_limit": _NODES},
        )
        if found.x is None:
            continue
        change = np.rint(found.x[:size] - found.x[size:]).astype(np.int64)
        if (matrix @ change).any() or (-change > fall[free]).any() or sign * change[at] < times:
            continue
        changed = np.flatnonzero(change)
        if best is None or found.fun < best[0]:
            best = float(found.fun), Move(free[changed].astype(np.int64), change[changed])
    return None if best is None else best[1]
