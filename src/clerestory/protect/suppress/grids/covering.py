"""Covering: moves of whole numbers until the values that they make possible lie far enough apart for every unsafe cell.

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

from clerestory.errors import ProtectionError
from clerestory.model.tables import Mask
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.suppress.grids.programme import Floats, Offer, Programme, WholeProgramme
from clerestory.protect.suppress.grids.task import Task

ALREADY_HIDDEN = 1e-3  # next to nothing, so that of two free changes the smaller is taken
_WHOLE = 1e-6
_JOLT = 0.3
_ROUNDS, _IDLE = 200, 20  # in all, and one after the other without a move; what is left then is covered one by one
_FIRST_REWARD, _GROWTH = 0.5, 1.12  # half of what the smallest cell costs, and soon more than dozens of totals
_LARGE, _GROWTH_OF_LARGE = 30_000, 1.25  # cells; half as many rounds, and of large tables not more is hidden

Regions = Sequence[Sequence[Numbers]]  # stage by stage from small to large, cells that can change among themselves
HypercubeSearch = Callable[[int, Floats, Floats, tuple[int, int]], Move | None]
# by cell, price, how far each cell can fall (-1 if it may not change), and how far up or down the cell shall go


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
    growth : float
        Of the reward, from round to round.
    """

    reward: float
    growth: float = _GROWTH
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
        self.reward *= 1 if found.fractional else self.growth


@dataclass
class Reach:
    """How far up and down the moves found so far bring each cell; both start at nothing.

    Attributes
    ----------
    high, low : int arrays of shape (K,)
    """

    high: Numbers
    low: Numbers

    @classmethod
    def nothing(cls, size: int) -> Reach:
        """Give the reach of no move."""
        return cls(np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64))

    def take(self, move: Move) -> None:
        """Take a move into account."""
        self.high[move.cells] = np.maximum(self.high[move.cells], move.change)
        self.low[move.cells] = np.minimum(self.low[move.cells], move.change)

    def short(self, task: Task) -> Mask:
        """Mark the unsafe cells whose possible values lie too close together."""
        return np.asarray(task.unsafe & (self.high - self.low < task.width))


class Covering:
    """Finds moves for one table.

    Attributes
    ----------
    given_away : set of int
        Unsafe cells for which there is none: nothing that may still be hidden protects them.
    """

    def __init__(self, task: Task, *, hypercube: HypercubeSearch, regions: Regions, rng: np.random.Generator) -> None:
        self.task = task
        self.given_away: set[int] = set()
        self._hypercube, self._rng = hypercube, rng
        self._stages = [[Programme(task, region) for region in stage if task.unsafe[region].any()] for stage in regions]

    def moves(self, price: Floats) -> Iterator[Move]:
        """Yield moves until the possible values of each unsafe cell lie far enough apart for an outsider.

        Parameters
        ----------
        price : float array of shape (K,)
            Cost of hiding each cell.
        """
        task, pace = self.task, self.pace(_FIRST_REWARD)
        hidden, reach = task.unsafe | ~task.printed, Reach.nothing(len(task.unsafe))
        floor = task.least
        while (short := reach.short(task)).any() and not pace.over:
            asked = pace.some(short, self._rng)
            found = self.round(pace.jolted(price, self._rng), hidden, asked, pace.reward, floor, reach)
            for move in found.moves:
                hidden[move.cells] = True
                reach.take(move)
                yield move
            pace.after(found)
        free = task.cells.counts - floor
        for cell in np.flatnonzero(short):
            if reach.short(task)[cell]:
                last = self.one(int(cell), price, hidden, free, reach)
                if last is None:
                    self.given_away.add(int(cell))
                    continue
                hidden[last.cells] = True
                reach.take(last)
                yield last

    def pace(self, reward: float) -> Pace:
        """Give the pace that suits the table, with its first reward."""
        return Pace(reward, growth=_GROWTH_OF_LARGE if len(self.task.unsafe) > _LARGE else _GROWTH)

    def round(self, price: Floats, hidden: Mask, wanted: Mask, reward: float, floor: Numbers, reach: Reach) -> Found:
        """Ask once, each wanted cell up or down by chance; small regions first, then what is left in larger ones.

        Parameters
        ----------
        floor : int array of shape (K,)
            No cell may fall below.
        reach : Reach
            What is there already; it is not changed.
        """
        task, reach = self.task, Reach(reach.high.copy(), reach.low.copy())
        fall = np.maximum(task.cells.counts - floor, 0)
        rises = (self._rng.random(len(wanted)) < 0.5) | (fall < task.width - reach.high)
        units = np.where(rises, task.width + reach.low, task.width - reach.high)
        hidden, moves, fractional = hidden.copy(), list[Move](), False
        for programme in (programme for stage in self._stages for programme in stage):
            left = wanted & reach.short(task)
            if not left[programme.cells].any():
                continue
            offer = Offer(
                np.where(hidden, ALREADY_HIDDEN, price),
                up=np.where(left & rises, reward, 0.0),
                down=np.where(left & ~rises, reward, 0.0),
                fall=fall.astype(np.float64),
                asked=np.maximum(units, 0).astype(np.float64),
            )
            change = programme.best_change(offer)
            found = [move for part in self._whole(change, offer) for move in stretched(part, fall, task, reach)]
            fractional |= not found and bool((np.abs(change) > _WHOLE).any())
            for move in found:
                reach.take(move)
                hidden[move.cells] = True
            moves += found
        return Found(moves, fractional=not moves and fractional)

    def one(self, cell: int, price: Floats, hidden: Mask, fall: Numbers, reach: Reach) -> Move | None:
        """Give the cheapest hypercube that brings a cell far enough, or None.

        Parameters
        ----------
        fall : int array of shape (K,)
            How far each cell can fall; below 0 where it may not change at all.
        """
        width = int(self.task.width[cell])
        enough = width + int(reach.low[cell]), width - int(reach.high[cell])
        return self._hypercube(cell, np.where(hidden, ALREADY_HIDDEN, price), fall.astype(np.float64), enough)

    def _whole(self, change: Floats, offer: Offer) -> Iterator[Move]:
        """Yield the parts of a change that have nothing to do with each other, in whole numbers.

        A vertex of the programme may be fractional, mostly by halves or thirds; two or three times the change is whole
        then, and is taken where no cell falls too low. Else the cells of the part are asked for a whole change.
        """
        for part in self._parts(change):
            whole = _multiple(change[part], offer.fall[part])
            if whole is not None:
                yield _move(part, whole)
                continue
            best = WholeProgramme(self.task, part).best_change(offer)
            for smaller in self._parts(best):
                yield _move(smaller, best[smaller])

    def _parts(self, change: Floats) -> Iterator[Numbers]:
        """Yield the sets of changed cells that additions connect."""
        changed = np.flatnonzero(np.abs(change) > _WHOLE)
        if not len(changed):
            return
        binds = self.task.cells.relations[:, changed].tocsr()
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


def _multiple(change: Floats, fall: Floats) -> Floats | None:
    """Give a change, or two or three times the change, if that is whole and no cell falls too low."""
    for factor in (1, 2, 3):
        y = np.rint(factor * change)
        if (-y <= fall).all() and np.abs(y - factor * change).max() < _WHOLE:
            return y
    return None


def _move(cells: Numbers, change: Floats) -> Move:
    return Move(cells[change != 0], change[change != 0].astype(np.int64))


def stretched(move: Move, fall: Numbers, task: Task, reach: Reach) -> Iterator[Move]:
    """Yield a move, or as many times the move as is asked for, and the opposite move as far as it adds something.

    Whatever multiple of a move is possible hides the same cells, so it costs nothing more.
    """
    at = np.flatnonzero(reach.short(task)[move.cells])
    cells, by = move.cells[at], move.change[at]
    if not len(at):
        return
    up = np.where(by > 0, task.width[cells] + reach.low[cells], task.width[cells] - reach.high[cells])
    forward = _times(move.change, up, by, fall[move.cells])
    yield Move(move.cells, move.change * forward)
    spread = np.maximum(reach.high[cells], by * forward) - np.minimum(reach.low[cells], by * forward)
    lacking = task.width[cells] - spread
    if (lacking > 0).any():
        back = _times(-move.change, lacking, by, fall[move.cells])
        if back:
            yield Move(move.cells, -move.change * back)


def _times(change: Numbers, asked: Numbers, by: Numbers, fall: Numbers) -> int:
    """Give how often a change is possible, and no oftener than the cell asks for that asks for most."""
    falling = change < 0
    possible = int((fall[falling] // -change[falling]).min(initial=2**40))
    return min(possible, max(1, int((-(-asked // np.abs(by))).max())))


def cannot_be_protected() -> ProtectionError:
    """Say that an unsafe cell is given away already; where nothing is, more persons are always possible."""
    return ProtectionError(
        "an unsafe cell cannot be protected any more: earlier tables, zeros, or what somebody knows give it away",
        where="secondary suppression",
        remedy="Nothing was published. Leave out the table or the level that has it, or let zeros be suppressed.",
    )
