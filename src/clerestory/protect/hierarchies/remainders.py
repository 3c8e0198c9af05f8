"""What published numbers leave over in the lines of a grid: sums of hidden cells (rule S15)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np
from scipy import sparse

from clerestory.model.tables import Mask
from clerestory.protect.additive import Move, first_of_each
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.unprinted import UnprintedSums

_ANEW = 3  # patterns that are made anew, with all sums known so far; then only what is open still is added


class Search(Protocol):
    """What chooses a pattern, and adds to one; see ``GridSearch``."""

    def pattern(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Give the hidden cells, and the moves that prove the unsafe cells and the sums."""
        ...

    def further(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Give more hidden cells, and the moves that prove the sums alone."""
        ...


def remainders(grid: Grid, hidden: Mask, small: Mask) -> sparse.csr_array:
    """Give sums of two or more hidden cells that may be as telling as a cell.

    A line is a node of one dimension and all below it, with the nodes of the other dimensions fixed. What lies below no
    published cell of the line is left over: of a published whole it is a difference of published numbers. And of every
    whole that part of it is given which is small by itself: what else is hidden there may be known from another line.

    Parameters
    ----------
    grid : Grid
    hidden : bool array of shape (K,)
    small : bool array of shape (K,)
        Cells that a rule makes unsafe, and zeros.

    Returns
    -------
    sparse 0/1 array of shape (n, K)
    """
    found = [sparse.csr_array((0, grid.counts.size), dtype=np.int64)]
    for axis in range(grid.counts.ndim):
        found += _along(grid, axis, hidden, small)
    every = sparse.csr_array(sparse.vstack(found, format="csr"))
    every = sparse.csr_array(every[np.flatnonzero(np.diff(every.indptr) > 1)])
    return sparse.csr_array(every[first_of_each(every)])


def protected_remainders(
    search: Search, sums: UnprintedSums, left_over: Callable[[Mask], UnprintedSums], size: int
) -> tuple[Mask, list[Move]]:
    """Choose patterns until no sum that one leaves over is unsafe and known.

    What proves a cell or a sum goes on proving it if more cells are hidden. So what is open after some patterns is
    added to the last of them, and there is an end.

    Parameters
    ----------
    search : Search
    sums : UnprintedSums
        What must stay unknown in any case.
    left_over : callable
        Gives for a pattern the sums that it leaves over and that a rule makes unsafe.
    size : int
        Number of cells.
    """
    none, rounds = np.zeros(size, dtype=bool), 1
    hidden, moves = search.pattern(sums, none)
    while len(more := sums.new_of(left_over(hidden))):
        sums, rounds = sums.and_these(more), rounds + 1
        if rounds <= _ANEW:
            hidden, moves = search.pattern(sums, none)
        else:
            hidden, added = search.further(more, hidden)
            moves = [*moves, *added]
    return hidden, moves


def _along(grid: Grid, axis: int, hidden: Mask, small: Mask) -> list[sparse.csr_array]:
    dimension, size = grid.dimensions[axis], grid.counts.size
    cells = np.moveaxis(np.arange(size).reshape(grid.counts.shape), axis, 0).reshape(dimension.size, -1)
    lines = cells.shape[1]

    def below(kept: Mask) -> dict[int, sparse.csr_array]:
        left: dict[int, sparse.csr_array] = {}
        for parent in sorted(dimension.children, reverse=True):  # parents come first, so the last are the deepest
            parts = []
            for child in dimension.children[parent].tolist():
                here = hidden[cells[child]]
                if child in left:
                    parts.append(sparse.diags_array(here.astype(np.int64), dtype=np.int64) @ left[child])
                else:
                    at = np.flatnonzero(here & kept[cells[child]])
                    ones = np.ones(len(at), dtype=np.int64)
                    parts.append(sparse.csr_array((ones, (at, cells[child][at])), shape=(lines, size)))
            left[parent] = sparse.csr_array(sum(parts[1:], start=parts[0]))
        return left

    every = below(np.ones(size, dtype=bool))
    of_published = [left[np.flatnonzero(~hidden[cells[parent]])] for parent, left in every.items()]
    return [*of_published, *below(small).values()]
