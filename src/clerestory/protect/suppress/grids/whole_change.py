"""Changes of whole numbers by an integer programme, where nothing simpler finds one."""

from __future__ import annotations

import numpy as np
from scipy import optimize, sparse

from clerestory.protect.additive import Move, Numbers
from clerestory.protect.suppress.grids.programme import Floats

_MOST = 1e6  # units of change
_NODES = 20_000  # nodes, not seconds, so that the same input always gives the same result
_GAP = 0.3  # of the price: a cheap change soon, not the cheapest late
_JOLTS = 8
_FACTORS = (1, 2, 3, 4, 6)
_NEARLY = 1e-6
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
        bounds = optimize.Bounds(least, most)
        change = _whole(np.concatenate([price[free], price[free]]) + _SOME, both, bounds)
        if change is None or (matrix @ change).any() or (-change > fall[free]).any() or sign * change[at] < times:
            continue
        cost = float(price[free] @ np.abs(change)) + _SOME * float(np.abs(change).sum())
        changed = np.flatnonzero(change)
        if best is None or cost < best[0]:
            best = cost, Move(free[changed].astype(np.int64), change[changed])
    return None if best is None else best[1]


def _whole(price: Floats, both: sparse.csr_array, bounds: optimize.Bounds) -> Numbers | None:
    """Give a cheap change of whole numbers, from its rises and falls; or None.

    The cheapest change of fractions is mostly of halves or thirds, and so many times that one hides the same cells.
    Where no multiple is possible, prices are jolted: many changes cost nearly the same, and most are whole. Then the
    cells that these touch are asked for a whole change, and last all of them, which can take minutes.
    """
    rng, touched = np.random.default_rng(0), np.zeros(len(price) // 2, dtype=bool)
    for turn in range(_JOLTS):
        parts = _solved(price * (1 + rng.random(len(price)) if turn else 1), both, bounds, whole=False)
        if parts is None:
            return None  # no change at all, so no whole one
        for factor in _FACTORS:
            whole = np.rint(factor * parts)
            if np.abs(whole - factor * parts).max() < _NEARLY and (whole <= bounds.ub).all():
                return _change(whole)
        touched |= np.abs(parts[: len(touched)] - parts[len(touched) :]) > _NEARLY
    for cells in (np.flatnonzero(np.concatenate([touched, touched])), np.arange(len(price))):
        limits = optimize.Bounds(bounds.lb[cells], bounds.ub[cells])
        some = _solved(price[cells], both[:, cells], limits, whole=True)
        if some is not None:
            whole = np.zeros(len(price))
            whole[cells] = np.rint(some)
            return _change(whole)
    return None


def _change(parts: Floats) -> Numbers:
    """Give rises less falls."""
    size = len(parts) // 2
    return (parts[:size] - parts[size:]).astype(np.int64)


def _solved(price: Floats, both: sparse.csr_array, bounds: optimize.Bounds, *, whole: bool) -> Floats | None:
    found = optimize.milp(
        price,
        integrality=np.full(len(price), int(whole), dtype=np.int64),
        bounds=bounds,
        constraints=optimize.LinearConstraint(both, 0, 0),
        options={"node_limit": _NODES, "mip_rel_gap": _GAP},
    )
    return found.x
