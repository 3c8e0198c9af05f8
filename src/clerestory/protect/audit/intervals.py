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
from clerestory.protect.audit.places import Ints
from clerestory.protect.audit.proof_check import Flags, PublishedCells
from clerestory.protect.audit.simplex import Polytope, gave_up

NARROW = 3  # below this width an interval of a linear programme may hold numbers that no table in whole numbers takes
SWEEPS = 12  # objectives over many cells at once, before single ones
WHOLE_TABLES = 6  # pairs of tables of whole numbers, before single cells are asked about
LOOSE = 0.2  # gap at which the search for such a table ends: any will do
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
    system = equations_of(table, least)
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
    """Hidden cells that equations tie together."""

    def __init__(self, system: Equations, cells: Ints, wanted: Floats, narrow: float) -> None:
        touching = np.unique(system.A[:, cells].tocoo().row)
        A = sparse.csr_array(system.A[touching])
        others = np.ones(A.shape[1], dtype=bool)
        others[cells] = False
        # The rest of these equations is fixed.
        fixed = np.where(others & (system.low == system.high), system.low, 0.0).astype(np.int64)
        self.A, self.b = sparse.csr_array(A[:, cells]), system.b[touching] - A @ fixed
        self.cells, self.rows, self.wanted, self.narrow = cells, system.rows[cells], wanted, narrow
        self.low, self.high = system.low[cells].copy(), system.high[cells].copy()
        self.cap = 16.0 * (float(abs(self.b).sum()) + float(self.low.sum()) + len(cells))
        self.seen_low, self.seen_high = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)
        self.near_low, self.near_high = self.seen_low.copy(), self.seen_high.copy()
        self.box = (self.low.copy(), np.minimum(self.high, self.cap))
        self.high = self.box[1].copy()

    def bound(self, found: Intervals) -> None:
        """Find the intervals and put them where they belong."""
        self._whole_tables()
        linear = Polytope(self.A, self.b, *self.box)
        self._sweep(linear)
        self._one_by_one(linear)
        self._settle()
        found.low[self.cells], found.seen_low[self.cells] = self.low, self.seen_low
        found.high[self.cells] = np.where(self.high >= self.cap, np.inf, self.high)
        found.seen_high[self.cells] = self.seen_high

    def _wanting(self) -> Flags:
        wanting: Flags = ~(self.seen_high - self.seen_low >= self.wanted)
        return wanting

    def _open(self) -> tuple[Flags, Flags]:
        """Give the cells whose least, and whose greatest value no programme has come to yet."""
        more = self._wanting()
        return more & (self.near_low > self.low), more & (self.near_high < self.high)

    def _whole_tables(self) -> None:
        """Find a few tables of whole numbers that lie apart in as many cells as can be."""
        whole = Polytope(self.A, self.b, *self.box, whole=True, gap=LOOSE)
        draws = np.random.default_rng(0)  # where to look; the intervals do not depend on it where they are exact
        for _ in range(WHOLE_TABLES):
            thin = self._wanting() & ~(self.seen_high - self.seen_low >= self.narrow)
            if not thin.any():
                break
            cost = np.where(thin, draws.choice([-1.0, 1.0], len(thin)), 0.0)
            for sign in (1.0, -1.0):
                self._look(whole, sign * cost)

    def _sweep(self, linear: Polytope) -> None:
        """Move many open cells at once, as long as that brings something."""
        for _ in range(SWEEPS):
            down, up = self._open()
            before = int(down.sum() + up.sum())
            for cost in (down.astype(np.float64), -up.astype(np.float64), down * 1.0 - up * 1.0):
                if cost.any():
                    self._look(linear, cost)
            down, up = self._open()
            if before - int(down.sum() + up.sum()) <= before // 50:
                break

    def _one_by_one(self, linear: Polytope) -> None:
        for sign, which in ((1.0, 0), (-1.0, 1)):
            for cell in np.flatnonzero(self._open()[which]):
                wanting = self.seen_high[cell] - self.seen_low[cell] < self.wanted[cell]
                near = self.near_low[cell] > self.low[cell] if sign > 0 else self.near_high[cell] < self.high[cell]
                if wanting and near:
                    self._narrow(int(cell), sign, self._look(linear, self._single(int(cell), sign)))

    def _settle(self) -> None:
        """Ask for whole numbers where the linear programme does not decide."""
        asked = np.where(np.isinf(self.wanted), self.narrow, self.wanted)
        whole: Polytope | None = None
        for cell in np.flatnonzero(self._wanting()):
            for sign in (1.0, -1.0):
                thin = self.high[cell] - self.low[cell] < self.narrow
                if self._open_at(int(cell), sign) and (thin or self._seen_width(int(cell)) < asked[cell]):
                    whole = whole or Polytope(self.A, self.b, *self.box, whole=True)
                    self._look(whole, self._single(int(cell), sign))
                    self._close(int(cell), sign)

    def _seen_width(self, cell: int) -> float:
        return float(max(self.seen_high[cell] - self.seen_low[cell], 0.0))

    def _open_at(self, cell: int, sign: float) -> bool:
        if self.seen_high[cell] - self.seen_low[cell] >= self.wanted[cell]:
            return False
        return bool(self.seen_low[cell] > self.low[cell] if sign > 0 else self.seen_high[cell] < self.high[cell])

    def _single(self, cell: int, sign: float) -> Floats:
        cost = np.zeros(len(self.cells))
        cost[cell] = sign
        return cost

    def _look(self, polytope: Polytope, cost: Floats) -> float:
        """Solve for one objective; keep the table that it ends at, if it is one of whole numbers."""
        result = polytope.least(cost)
        if result is None:
            raise contradiction(np.sort(self.rows))
        value, x = result
        np.minimum(self.near_low, np.ceil(x - NEAR), out=self.near_low)
        np.maximum(self.near_high, np.floor(x + NEAR), out=self.near_high)
        table = np.rint(x).astype(np.int64)
        inside = (table >= self.box[0]).all() and (table <= self.box[1]).all()
        self.last_whole = bool(inside and np.array_equal(self.A @ table, self.b))
        if self.last_whole:
            np.minimum(self.seen_low, table, out=self.seen_low)
            np.maximum(self.seen_high, table, out=self.seen_high)
        self.last = table
        return value

    def _narrow(self, cell: int, sign: float, value: float) -> None:
        """Take the bound of a linear programme, rounded inwards; a tolerance keeps it from cutting a table off."""
        bound = np.ceil(value - 1e-6 * max(1.0, abs(value)))
        if sign > 0:
            self.low[cell] = min(max(self.low[cell], bound), self.seen_low[cell])
        else:
            self.high[cell] = max(min(self.high[cell], -bound), self.seen_high[cell])

    def _close(self, cell: int, sign: float) -> None:
        """Take the answer of an integer programme as the end of the interval."""
        if not self.last_whole:
            raise gave_up()
        if sign > 0:
            self.low[cell] = self.seen_low[cell] = float(min(self.last[cell], self.seen_low[cell]))
        else:
            self.high[cell] = self.seen_high[cell] = float(max(self.last[cell], self.seen_high[cell]))
