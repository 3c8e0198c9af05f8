"""Feasibility intervals of the hidden cells of a published table, by linear and integer programmes.

Two intervals close in on the true one. The *outer* one holds every consistent table: bounds of linear programmes,
rounded inwards. The *inner* one is spanned by tables in whole numbers that were found and checked digit by digit. Where
the two are the same, the interval is exact. That a cell is not pinned is only ever said on the word of two such tables.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.equations import Equations, Floats, components, contradiction, equations_of
from clerestory.protect.audit.merged import merged
from clerestory.protect.audit.places import Ints
from clerestory.protect.audit.proof_check import Flags, PublishedCells
from clerestory.protect.audit.simplex import Polytope, gave_up

NARROW = 3  # below this width an interval of a linear programme may hold numbers that no table in whole numbers takes
GAPS = (1.5, 0.3, 0.0)  # at which the search for a table that is far out in many cells ends; any will do at first
LITTLE = 0.02  # share of the open ends that a table has to reach, or the next is searched for with a smaller gap
PRICES = (0.0, 1.0, 8.0)  # of cells in such a search, drawn; with one for all the same ends would give way each time
NEAR = 1e-6


@dataclass(frozen=True)
class Intervals:
    """What can be said of each hidden cell.

    Attributes
    ----------
    rows : int array of shape (H,)
        Rows of the published table; the first after the header is 0.
    low, high : float array of shape (H,)
        No consistent table has a value outside; ``high`` is infinite where nothing published bounds the cell.
    seen_low, seen_high : float array of shape (H,)
        The least and greatest value in a table of whole numbers that was found.
    """

    rows: Ints
    low: Floats
    high: Floats
    seen_low: Floats
    seen_high: Floats

    @property
    def exact(self) -> Flags:
        """Whether both ends are taken by a table of whole numbers."""
        exact: Flags = (self.low == self.seen_low) & ((self.high == self.seen_high) | np.isinf(self.high))
        return exact

    @property
    def pinned(self) -> Flags:
        """Whether no two values are known to be possible."""
        return self.seen_low >= self.seen_high


def feasibility_intervals(
    table: PublishedCells,
    *,
    least: int,
    enough: Floats | float = np.inf,
    narrow: float = NARROW,
    progress: Progress = SILENT,
) -> Intervals:
    """Bound each hidden cell over all tables of whole numbers that agree with what is published.

    Parameters
    ----------
    table : PublishedCells
        What the attacker knows; cells known beside the published ones count as published.
    least : int
        1 if zeros are always published, 0 if a hidden cell may be 0.
    enough : float or array of shape (H,)
        A cell is left alone once tables of whole numbers that lie so far apart were found. At least 1.
    narrow : float
        Intervals of less than this width, or less than a finite ``enough``, are settled by integer programmes.

    Raises
    ------
    TableError
        If no table agrees with what is published; the message names rows.
    ProtectionError
        If a solver gives up.

    References
    ----------
    Fischetti and Salazar (2001), Management Science 47, 1008-1027; docs/methods/audit.md.
    """
    return intervals_of(equations_of(table, least), enough=enough, narrow=narrow, progress=progress)


def intervals_of(
    system: Equations,
    *,
    enough: Floats | float = np.inf,
    narrow: float = NARROW,
    progress: Progress = SILENT,
) -> Intervals:
    """Bound the cells of some equations, as ``feasibility_intervals`` does."""
    wanted = np.broadcast_to(np.asarray(enough, dtype=np.float64), system.low.shape)
    assert (wanted >= 1).all()
    found = Intervals(system.rows, system.low.copy(), system.high.copy(), system.high.copy(), system.low.copy())
    fixed = system.low == system.high
    found.seen_low[fixed] = found.seen_high[fixed] = system.low[fixed]
    groups = components(system.A, ~fixed)
    progress.begin("audit", len(system.rows))
    for cells in groups:
        _Group(system, cells, wanted[cells], narrow).bound(found)
        progress.advance(len(cells))
    return found


class _Group:
    """Hidden cells that equations tie together; those that move together are one class, and are asked about once."""

    def __init__(self, system: Equations, cells: Ints, wanted: Floats, narrow: float) -> None:
        touching = np.unique(system.A[:, cells].tocoo().row)
        A = sparse.csr_array(system.A[touching])
        others = np.ones(A.shape[1], dtype=bool)
        others[cells] = False
        # The rest of these equations is fixed.
        fixed = np.where(others & (system.low == system.high), system.low, 0.0).astype(np.int64)
        self.cells, self.rows, self.narrow = cells, system.rows[cells], narrow
        classes = merged(sparse.csr_array(A[:, cells]), system.b[touching] - A @ fixed)
        if classes is None:
            raise contradiction(np.sort(self.rows))
        self.classes, self.A, self.b = classes, classes.A, classes.b
        n = self.A.shape[1]
        self.wanted = np.ones(n)
        np.maximum.at(self.wanted, classes.at, wanted)
        self.low, self.high = classes.of_classes(system.low[cells], system.high[cells])
        if (self.low > self.high).any():
            raise contradiction(np.sort(self.rows))
        # Above every end that is finite, so that only what nothing bounds reaches it.
        ends = [self.b, self.low, self.high[np.isfinite(self.high)], classes.offset]
        self.cap = 16.0 * (sum(float(abs(each).sum()) for each in ends) + n)
        self.high = np.minimum(self.high, self.cap)
        self.box = (self.low.copy(), self.high.copy())
        self.seen_low, self.seen_high = np.full(n, np.inf), np.full(n, -np.inf)
        self.near_low, self.near_high = self.seen_low.copy(), self.seen_high.copy()
        self.draws = np.random.default_rng(0)  # where to look; intervals do not depend on it where they are exact

    def bound(self, found: Intervals) -> None:
        """Find the intervals and put them where they belong."""
        whole = Polytope(self.A, self.b, *self.box, whole=True)
        self._push(whole, GAPS[:1])
        self._one_by_one(Polytope(self.A, self.b, *self.box))
        whole = Polytope(self.A, self.b, self.low, self.high, whole=True)
        self._push(whole, GAPS)
        self._settle(whole)
        high = np.where(self.high >= self.cap, np.inf, self.high)
        found.low[self.cells], found.high[self.cells] = self.classes.of_cells(self.low, high)
        seen = self.classes.of_cells(self.seen_low, self.seen_high)
        found.seen_low[self.cells], found.seen_high[self.cells] = seen

    def _open(self) -> tuple[Flags, Flags]:
        """Give the classes of which no table of whole numbers takes the least, and the greatest value."""
        wanting = ~(self.seen_high - self.seen_low >= self.wanted)
        return wanting & (self.seen_low > self.low), wanting & (self.seen_high < self.high)

    def _outwards(self) -> Floats:
        """Give an objective that moves all open classes towards an open end."""
        down, up = self._open()
        either = np.where(self.draws.random(len(down)) < 0.5, 1.0, -1.0)
        price = self.draws.choice(PRICES, len(down))
        towards: Floats = np.where(down & up, either, down * 1.0 - up * 1.0) * price
        return towards

    def _push(self, whole: Polytope, gaps: tuple[float, ...]) -> None:
        """Find tables of whole numbers that are far out in many cells, as long as that brings something."""
        left = list(gaps)
        before = sum(int(ends.sum()) for ends in self._open())
        while before and left:
            result = whole.least(self._outwards(), gap=left[0])
            self._look(result and result[1])
            after = sum(int(ends.sum()) for ends in self._open())
            if before - after <= LITTLE * before:
                left.pop(0)
            before = after

    def _one_by_one(self, linear: Polytope) -> None:
        """Take the bounds of linear programmes, for ends that no programme has come to yet."""
        for sign, which in ((1.0, 0), (-1.0, 1)):
            for cell in np.flatnonzero(self._open()[which]):
                near = self.near_low[cell] > self.low[cell] if sign > 0 else self.near_high[cell] < self.high[cell]
                if near and self._open()[which][cell]:
                    result = linear.least(self._single(int(cell), sign))
                    self._look(result and result[1])
                    if result is not None:
                        self._narrow(int(cell), sign, result[0])

    def _settle(self, whole: Polytope) -> None:
        """Ask for whole numbers of single classes where a linear programme does not decide."""
        asked = np.where(np.isinf(self.wanted), self.narrow, self.wanted)
        for cell in np.flatnonzero(np.logical_or(*self._open())).tolist():
            for sign, which in ((1.0, 0), (-1.0, 1)):
                thin = self.high[cell] - self.low[cell] < self.narrow
                if self._open()[which][cell] and (thin or self._seen_width(cell) < asked[cell]):
                    self._end(whole, cell, sign)

    def _end(self, whole: Polytope, cell: int, sign: float) -> None:
        """Find a table at an end of an interval; if there is none, the end that a table has."""
        end = float(self.low[cell] if sign > 0 else self.high[cell])
        x = whole.with_one_at(cell, end, self._outwards(), gap=GAPS[0])
        if x is not None:
            self._look(x)
        elif (result := whole.least(self._single(cell, sign))) is not None:
            x = result[1]
            self._look(x)
        if x is None or not self.last_whole:
            raise gave_up()
        if sign > 0:
            self.low[cell] = self.seen_low[cell]
        else:
            self.high[cell] = self.seen_high[cell]

    def _seen_width(self, cell: int) -> float:
        return float(max(self.seen_high[cell] - self.seen_low[cell], 0.0))

    def _single(self, cell: int, sign: float) -> Floats:
        cost = np.zeros(len(self.low))
        cost[cell] = sign
        return cost

    def _look(self, x: Floats | None) -> None:
        """Keep a solution, and if it is a table of whole numbers, as such."""
        if x is None:
            raise contradiction(np.sort(self.rows))
        np.minimum(self.near_low, np.ceil(x - NEAR), out=self.near_low)
        np.maximum(self.near_high, np.floor(x + NEAR), out=self.near_high)
        table = np.rint(x).astype(np.int64)
        inside = (table >= self.box[0]).all() and (table <= self.box[1]).all()
        self.last_whole = bool(inside and np.array_equal(self.A @ table, self.b))
        if self.last_whole:
            np.minimum(self.seen_low, table, out=self.seen_low)
            np.maximum(self.seen_high, table, out=self.seen_high)

    def _narrow(self, cell: int, sign: float, value: float) -> None:
        """Take the bound of a linear programme, rounded inwards; a tolerance keeps it from cutting a table off."""
        bound = np.ceil(value - NEAR * max(1.0, abs(value)))
        if sign > 0 and self.near_low[cell] > self.low[cell]:
            self.low[cell] = min(max(self.low[cell], bound), self.seen_low[cell])
        elif sign < 0 and self.near_high[cell] < self.high[cell]:
            self.high[cell] = max(min(self.high[cell], -bound), self.seen_high[cell])
