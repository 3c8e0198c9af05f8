"""Covering: moves of whole numbers until every unsafe cell changes in one of them.

A move y with all additions kept, and no cell of x + y below what readers know, is a second table that agrees with all
that is published if the cells of y are hidden. One move proves all the unsafe cells that it changes. So the programme
is asked for a change that is worth the most at a small reward, then at a larger one, and so on: cheap cells come first,
and what is hidden for them costs nothing afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells, Move, Numbers
from clerestory.protect.suppress.grids.programme import Floats, Programme

ALREADY_HIDDEN = 1e-3  # next to nothing, so that of two free changes the smaller is taken
_WHOLE = 1e-6
_ROUNDS = 200  # after these, what is left is covered one by one; no table of the benchmark needs as many
_ATTEMPTS, _JOLT = 8, 0.3  # at one cell alone: whole answers are found at the first attempt, mostly
_FIRST_REWARD, _GROWTH = 0.5, 1.12  # in units of the cheapest cell; the last is worth hiding dozens of totals


Regions = Sequence[Sequence[Numbers]]
Chains = Callable[[int], tuple[Numbers, ...]]  # for a cell, the cells that change if there is one more in it


@dataclass(frozen=True)
class Found:
    """The moves of one round; ``fractional`` says that there was a change, and no part of it whole."""

    moves: list[Move]
    fractional: bool


class Covering:
    """Finds moves for one table."""

    def __init__(
        self,
        cells: AdditiveCells,
        unsafe: Mask,
        *,
        least: int,
        chains: Chains,
        regions: Regions,
        rng: np.random.Generator,
    ) -> None:
        self._cells, self._unsafe, self._least = cells, unsafe, least
        self._chains, self._rng = chains, rng
        self._stages = [
            [Programme(cells, unsafe, region, least=least) for region in stage if unsafe[region].any()]
            for stage in regions
        ]

    def moves(self, price: Floats, hidden: Mask, wanted: Mask) -> Iterator[Move]:
        """Yield moves until each wanted cell has changed in one of them.

        Parameters
        ----------
        price : float array of shape (K,)
            Cost of hiding each cell.
        hidden : bool array of shape (K,)
            Cells that are hidden already; each move hides its cells as well.
        wanted : bool array of shape (K,)
            Unsafe cells.
        """
        hidden, waiting, reward, asked = hidden.copy(), wanted.copy(), _FIRST_REWARD, 1.0
        for _ in range(_ROUNDS):
            if not waiting.any():
                return
            some = waiting & (self._rng.random(len(waiting)) < asked)
            found = self.round(price, hidden, some, reward)
            for move in found.moves:
                waiting[move.cells] = False
                hidden[move.cells] = True
                yield move
            # Many cells at once may share one change that is nowhere whole; fewer of them mostly do not.
            asked = asked / 2 if found.fractional else min(1.0, 2 * asked)
            reward *= 1 if found.fractional else _GROWTH
        for cell in np.flatnonzero(waiting):
            for move in self._alone(int(cell), price, hidden):
                hidden[move.cells] = True
                yield move

    def round(self, price: Floats, hidden: Mask, wanted: Mask, reward: float) -> Found:
        """Ask once, each wanted cell up or down by chance; small regions first, then what is left in larger ones."""
        rises = (self._rng.random(len(wanted)) < 0.5) | (self._cells.counts <= self._least)
        left, hidden, moves, fractional = wanted.copy(), hidden.copy(), [], False
        for stage in self._stages:
            for programme in stage:
                if not left[programme.cells].any():
                    continue
                asked = np.where(hidden, ALREADY_HIDDEN, price)
                change = programme.best_change(asked, up=np.where(left & rises, reward, 0.0), down=np.where(left & ~rises, reward, 0.0))
                found = list(self._whole(change))
                fractional |= not found and bool((np.abs(change) > _WHOLE).any())
                for move in found:
                    left[move.cells] = False
                    hidden[move.cells] = True
                moves += found
        return Found(moves, fractional=not moves and fractional)

    def _alone(self, cell: int, price: Floats, hidden: Mask) -> list[Move]:
        """Cover one cell by itself, under prices a little different each time until the answer is whole."""
        wanted = np.zeros(len(price), dtype=bool)
        wanted[cell] = True
        for _ in range(_ATTEMPTS):
            jolted = price * (1 + _JOLT * self._rng.random(len(price)))
            moves = self.round(jolted, hidden, wanted, price.sum()).moves
            if any(cell in move.cells for move in moves):
                return [move for move in moves if cell in move.cells]
        change = self._stages[-1][0].best_whole_change(np.where(hidden, ALREADY_HIDDEN, price), cell)
        moves = [] if change is None else [move for move in self._whole(change) if cell in move.cells]
        return moves or self.certain(cell)

    def certain(self, cell: int) -> list[Move]:
        """Give moves that always exist: one more person in the cell and in every cell that he or she belongs to."""
        return [Move(chain, np.ones(len(chain), dtype=np.int64)) for chain in self._chains(cell)]

    def _whole(self, change: Floats) -> Iterator[Move]:
        """Yield the parts of a change that have nothing to do with each other, as far as they are whole.

        A vertex of the programme may be fractional, mostly by halves or thirds; two or three times the change is whole
        then, and is taken where no cell falls too low.
        """
        for part in self._parts(change):
            for factor in (1, 2, 3):
                y = np.rint(factor * change[part])
                fits = (self._cells.counts[part] + y >= self._least).all()
                if fits and np.abs(y - factor * change[part]).max() < _WHOLE:
                    yield Move(part[y != 0], y[y != 0].astype(np.int64))
                    break

    def _parts(self, change: Floats) -> Iterator[Numbers]:
        """Yield the sets of changed cells that additions connect."""
        changed = np.flatnonzero(np.abs(change) > _WHOLE)
        if not len(changed):
            return
        binds = self._cells.relations[:, changed].tocsr()
        binds = binds[np.flatnonzero(np.diff(binds.indptr) > 0)]
        at = binds.tocoo()
        size = sum(binds.shape)
        graph = sparse.csr_array((np.ones(at.nnz), (at.row, at.col + binds.shape[0])), shape=(size, size))
        count, label = connected_components(graph, directed=False)
        of_cell: npt.NDArray[np.int32] = label[binds.shape[0] :]
        order = np.argsort(of_cell, kind="stable")
        ends = np.searchsorted(of_cell[order], np.arange(count + 1))
        for begin, end in pairwise(ends):
            if end > begin:
                yield changed[order[begin:end]].astype(np.int64)
