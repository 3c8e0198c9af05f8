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
_JOLT = 0.3
_ROUNDS, _IDLE = 200, 20  # in all, and one after the other without a move; what is left then is covered one by one
_FIRST_REWARD, _GROWTH = 0.5, 1.12  # half of what the smallest cell costs, and soon more than dozens of totals

Regions = Sequence[Sequence[Numbers]]  # stage by stage from small to large, cells that can change among themselves
HypercubeSearch = Callable[[int, Floats, Mask], Move | None]  # by cell, price and cells that may not change


@dataclass(frozen=True)
class Found:
    """The moves of one round; ``fractional`` says that there was a change, and no part of it whole."""

    moves: list[Move]
    fractional: bool


@dataclass
class Pace:
    """How much is asked for in a round, and what is paid for it.

    Attributes
    ----------
    reward : float
        For the first unit of change of a wanted cell; it rises, so that cheap changes come first.
    share : float
        Which part of what is wanted is asked for at once. Many cells may share one change that is nowhere whole; fewer
        of them mostly do not.
    """

    reward: float = _FIRST_REWARD
    share: float = 1.0
    _rounds: int = 0
    _idle: int = 0

    @property
    def over(self) -> bool:
        """Whether more rounds promise nothing."""
        return self._rounds >= _ROUNDS or self._idle > _IDLE

    def some(self, wanted: Mask, rng: np.random.Generator) -> Mask:
        """Draw what is asked for in this round: something, if anything is wanted."""
        drawn = rng.random(len(wanted))
        least = drawn[wanted].min(initial=1.0)
        return np.asarray(wanted & (drawn <= max(self.share, float(least))))

    def jolted(self, price: Floats, rng: np.random.Generator) -> Floats:
        """Give the prices, a little different after a round in vain, so that another answer is found."""
        return price * (1 + _JOLT * rng.random(len(price))) if self._idle else price

    def after(self, found: Found) -> None:
        """Take account of what a round has found."""
        self._rounds += 1
        self._idle = 0 if found.moves else self._idle + 1
        self.share = self.share / 2 if found.fractional else min(1.0, 2 * self.share)
        self.reward *= 1 if found.fractional else _GROWTH


class Covering:
    """Finds moves for one table."""

    def __init__(
        self,
        cells: AdditiveCells,
        unsafe: Mask,
        *,
        least: int,
        hypercube: HypercubeSearch,
        regions: Regions,
        rng: np.random.Generator,
    ) -> None:
        self._cells, self._least = cells, least
        self._hypercube, self._rng = hypercube, rng
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
        hidden, waiting, pace = hidden.copy(), wanted.copy(), Pace()
        while waiting.any() and not pace.over:
            found = self.round(pace.jolted(price, self._rng), hidden, pace.some(waiting, self._rng), pace.reward)
            for move in found.moves:
                waiting[move.cells] = False
                hidden[move.cells] = True
                yield move
            pace.after(found)
        nobody = np.zeros(len(hidden), dtype=bool)
        for cell in np.flatnonzero(waiting):
            if waiting[cell]:
                last = self.one(int(cell), price, hidden, nobody)
                assert last is not None  # one more person is always possible
                waiting[last.cells] = False
                hidden[last.cells] = True
                yield last

    def round(self, price: Floats, hidden: Mask, wanted: Mask, reward: float) -> Found:
        """Ask once, each wanted cell up or down by chance; small regions first, then what is left in larger ones."""
        rises = (self._rng.random(len(wanted)) < 0.5) | (self._cells.counts <= self._least)
        left, hidden, moves, fractional = wanted.copy(), hidden.copy(), list[Move](), False
        for programme in (programme for stage in self._stages for programme in stage):
            if not left[programme.cells].any():
                continue
            change = programme.best_change(
                np.where(hidden, ALREADY_HIDDEN, price),
                up=np.where(left & rises, reward, 0.0),
                down=np.where(left & ~rises, reward, 0.0),
            )
            found = list(self._whole(change))
            fractional |= not found and bool((np.abs(change) > _WHOLE).any())
            for move in found:
                left[move.cells] = False
                hidden[move.cells] = True
            moves += found
        return Found(moves, fractional=not moves and fractional)

    def one(self, cell: int, price: Floats, hidden: Mask, known: Mask) -> Move | None:
        """Give the cheapest hypercube through a cell that changes none of the known ones, or None."""
        return self._hypercube(cell, np.where(hidden, ALREADY_HIDDEN, price), known)

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
