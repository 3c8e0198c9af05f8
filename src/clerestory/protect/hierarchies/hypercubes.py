"""Hypercubes: changes by one that keep every addition, made from two inner cells and all cells that mix their codes.

Take an inner cell u and, in each of some dimensions, another code v. One more where an even number of codes is
exchanged for v, one fewer where it is odd: then nothing changes above the place where u and v meet. Every such change
is whole, which a programme cannot promise. In a dimension without a v all margins of u change up to the total; so
there is always one more, if need be the one that is one more person everywhere.

Source: the hypercube method, Giessing and Repsilber (2002), Tools and strategies to protect multiple tables with the
GHQUAR cell suppression engine. Here it closes what the programmes leave open.
"""

from __future__ import annotations

from itertools import product

import numpy as np
import numpy.typing as npt

from clerestory.protect.additive import Move, Numbers
from clerestory.protect.hierarchies.dimensions import Dimension
from clerestory.protect.hierarchies.grid import Grid

Floats = npt.NDArray[np.float64]
_NO = 1e6  # the cost of what is not possible, where the highest possible one is 1; no sum of those comes near
_CORNERS = 8  # inner cells to begin from, the cheapest ones


class Hypercubes:
    """Finds the cheapest hypercube through a cell of a grid, once or several times over."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def cheapest(self, cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        """Give the cheapest hypercube that changes a cell by as much as is asked for.

        Parameters
        ----------
        cell : int
            Number of a cell in the order of ``counts.ravel()``.
        price : float array, shape of the grid
            Cost of hiding each cell.
        fall : float array, shape of the grid
            How far each cell can fall; below 0 where it may not change at all.
        enough : tuple of int
            How far the cell shall go if it goes up, and if it goes down; 1 or more.

        Returns
        -------
        Move or None
            None if no hypercube through the cell is possible.
        """
        shape = self._grid.counts.shape
        scale = max(float(price.max(initial=0.0)), 1e-9)
        raising = np.where(fall < 0, _NO, price / scale)
        node = tuple(int(n) for n in np.unravel_index(cell, shape))
        best: tuple[float, Move] | None = None
        for corner in self._corners(node, raising):
            paths = [_exchanges(d, n, u) for d, n, u in zip(self._grid.dimensions, node, corner, strict=True)]
            for sign, times in zip((1, -1), enough, strict=True):
                lowering = np.where(fall < times, _NO, price / scale)
                either = _sums(raising + lowering, [np.abs(p) for p in paths]) / 2
                differ = _sums(raising - lowering, paths) / 2
                cost = either + sign * differ
                at = np.unravel_index(int(cost.argmin()), cost.shape)
                if cost[at] < _NO / 2 and (best is None or cost[at] < best[0]):
                    best = float(cost[at]), _move([p[i] for p, i in zip(paths, at, strict=True)], sign * times, shape)
        return None if best is None else best[1]

    def _corners(self, node: tuple[int, ...], raising: Floats) -> list[tuple[int, ...]]:
        """Give inner cells of a cell to begin from: the cheapest ones, and two where one more is surely possible.

        The cells above somebody whom nobody here knows hold this person, so they are not known either. Of a zero it is
        the one above which one more costs least.
        """
        leaves = [d.leaves_below(n) for d, n in zip(self._grid.dimensions, node, strict=True)]
        inside = list(product(*leaves))
        cost, counts = raising[np.ix_(*leaves)].ravel(), self._grid.counts[np.ix_(*leaves)].ravel()
        cheapest = np.argsort(cost, kind="stable")[:_CORNERS]
        fullest = np.lexsort((cost, np.where(cost < _NO, -counts, 1)))[:2]
        if not self._grid.counts[node]:
            above = [_above(d, own) for d, own in zip(self._grid.dimensions, leaves, strict=True)]
            fullest = np.append(fullest, int(_sums(raising, above).argmin()))
        return [inside[i] for i in dict.fromkeys([*cheapest.tolist(), *fullest.tolist()])]


def _above(dimension: Dimension, leaves: list[int]) -> npt.NDArray[np.float64]:
    """Give a row for each leaf: 1 for it and all above it."""
    rows = np.zeros((len(leaves), dimension.size))
    for row, leaf in zip(rows, leaves, strict=True):
        row[dimension.ancestors(leaf)] = 1
    return rows


def _exchanges(dimension: Dimension, node: int, leaf: int) -> npt.NDArray[np.float64]:
    """Give a row for each code that a leaf can be exchanged for: 1 on the path of the leaf, -1 on that of the other.

    Both paths end below where they meet, which is above the node: the node has to change. The first row is no exchange.
    """
    own = dimension.ancestors(leaf)
    rows = [np.zeros(dimension.size)]
    rows[0][own] = 1
    under = set(dimension.leaves_below(node))
    for other in dimension.leaves_below(0):
        if other not in under:
            row = np.zeros(dimension.size)
            theirs = dimension.ancestors(other)
            row[[n for n in own if n not in theirs]] = 1
            row[[n for n in theirs if n not in own]] = -1
            rows.append(row)
    return np.array(rows)


def _sums(cost: Floats, paths: list[npt.NDArray[np.float64]]) -> Floats:
    """Add costs over the cells of every combination of rows, one axis for each dimension."""
    for path in paths:
        cost = np.tensordot(cost, path, axes=(0, 1))
    return cost


def _move(rows: list[npt.NDArray[np.float64]], by: int, shape: tuple[int, ...]) -> Move:
    at = [np.flatnonzero(row) for row in rows]
    change = np.array([by], dtype=np.int64)
    for row, nodes in zip(rows, at, strict=True):
        change = np.multiply.outer(change, row[nodes].astype(np.int64))
    cells: Numbers = np.ravel_multi_index(np.ix_(*at), shape).ravel().astype(np.int64)
    return Move(cells, change.ravel())
