"""The search for a pattern over the cells of a grid, and over sums that it does not print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clerestory.model.tables import Mask
from clerestory.progress import Progress
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.hierarchies.hypercubes import Floats, Hypercubes
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.knowers import Knowers
from clerestory.protect.suppress.grids import Deadline, HypercubeSearch, Task, choose_pattern


@dataclass(frozen=True, repr=False)
class GridSearch:
    """What is asked of a grid of K cells; confidential.

    Attributes
    ----------
    grid : Grid
    unsafe : bool array of shape (K,)
    width : int array of shape (K,)
        How far apart two possible values of an unsafe cell must lie.
    least : int
        What readers know a hidden cell to be at least.
    alone : int array of shape (K,) or None
        Who is alone in a cell, see ``Knowers.of``; None where such persons do not attack.
    known : sequence of Contributions
        Of every class of contributors that attacks.
    """

    grid: Grid
    unsafe: Mask
    width: Numbers
    least: int
    alone: Numbers | None
    known: Sequence[Contributions]
    seed: int
    iterations: int
    deadline: Deadline
    progress: Progress

    def pattern(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Choose the cells to hide, so that neither unsafe cells nor sums are known.

        Parameters
        ----------
        sums : UnprintedSums
        hidden : bool array of shape (K,)
            Cells that are hidden in any case.

        Returns
        -------
        hidden : bool array of shape (K,)
        moves : list of Move
            Changes of cells; those of the sums follow from them.
        """
        size, none = len(self.unsafe), np.zeros(len(sums), dtype=bool)
        unsafe = np.concatenate([self.unsafe, ~none])
        if not unsafe.any():
            return hidden, []
        cells = self.grid.cells().with_sums(sums.made_of)
        least = np.concatenate([np.full(size, self.least), none])
        mask = cells.counts >= least
        free = np.flatnonzero(mask)
        position = np.full(len(mask), -1, dtype=np.int64)
        position[free] = np.arange(len(free))
        regions = [[sums.in_region(part) for part in stage] for stage in self.grid.regions()]
        found = choose_pattern(
            Task(
                cells.only(mask),
                unsafe[free],
                np.concatenate([self.width, sums.width])[free],
                least[free],
                np.concatenate([~hidden, none])[free],
                self._knowers(sums, np.flatnonzero(self.unsafe & (self.grid.counts.ravel() == 0))).only(mask),
            ),
            hypercube=_hypercubes(self.grid, sums, free, position),
            regions=[[found[found >= 0] for found in (position[part] for part in stage)] for stage in regions],
            seed=self.seed,
            iterations=self.iterations,
            deadline=self.deadline,
            progress=self.progress,
        )
        every = np.zeros(len(mask), dtype=bool)
        every[free] = found.hidden
        moves = [Move(free[move.cells], move.change) for move in found.moves]
        return every[:size] | hidden, [move.within(size) for move in moves]

    def further(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Hide more cells, so that some sums are not known either; unsafe cells are proven already."""
        return replace(self, unsafe=np.zeros_like(self.unsafe)).pattern(sums, hidden)

    def _knowers(self, sums: UnprintedSums, zeros: Numbers) -> Knowers:
        knowers = Knowers.of(self.grid.counts.ravel(), self.alone, self.known).with_more_cells(len(sums))
        told = np.concatenate([zeros, len(self.unsafe) + np.arange(len(sums))])
        if not len(told) or not len(knowers):
            return knowers
        return knowers.with_insight(told, sums.holds(self.grid.holds()))


def _hypercubes(grid: Grid, sums: UnprintedSums, free: Numbers, position: Numbers) -> HypercubeSearch:
    """Give a search for hypercubes over what may be hidden, by the numbers among it."""
    cubes, shape = Hypercubes(grid), grid.counts.shape
    size = grid.counts.size

    def cheapest(cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        every, falls = np.zeros(len(position)), np.full(len(position), -1.0)
        every[free], falls[free] = price, fall

        def through(one: int, still: Sequence[int]) -> Move | None:
            own = falls[:size].copy()
            own[list(still)] = -1
            return cubes.cheapest(one, every[:size].reshape(shape), own.reshape(shape), enough)

        parts = [int(free[cell])]
        if parts[0] >= size:
            at = slice(*sums.made_of.indptr[parts[0] - size : parts[0] - size + 2])
            parts = sums.made_of.indices[at].tolist()
        # A sum changes with one of its cells, if the others stay.
        found = [through(one, [other for other in parts if other != one]) for one in parts if falls[one] >= 0]
        moves = [sums.moved(move) for move in found if move is not None]
        possible = [move for move in moves if _possible(move, falls)]
        best = min(possible, key=lambda move: float(every[move.cells].sum()), default=None)
        return best and Move(position[best.cells], best.change)

    return cheapest


def _possible(move: Move, falls: Floats) -> bool:
    """Say whether no cell or sum goes below what it may, or changes although it may not."""
    fall = falls[move.cells]
    return bool(((fall >= 0) & (-move.change <= fall)).all())
