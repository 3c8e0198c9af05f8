"""The attack on a release: bounds by linear programmes, and a second table that agrees with all that is published.

A cell is *not pinned* when two whole numbers are possible for it. The linear programme gives the interval that an
outsider can compute; it may be wider than what whole numbers allow, so each unsafe cell needs a witness as well: a
population in whole cases that agrees with every published number and gives the cell another count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Predicate, ProtectedTable
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.knowledge import Block, Ints, blocks, published_cells
from clerestory.protect.audit.remainders import leaves_a_small_remainder

_CLOSE = 1e-6
_NODES = 5_000  # a search that needs more counts as no answer, and no answer as unsafe; nodes, not seconds, so that
# the same input always gives the same result


@dataclass(frozen=True)
class Interval:
    """What an outsider can say of an unsafe cell."""

    cell: Predicate
    lower: float
    upper: float

    @property
    def is_pinned(self) -> bool:
        """Whether only one whole number, or none, lies within."""
        return bool(np.floor(self.upper + _CLOSE) - np.ceil(self.lower - _CLOSE) < 1)


@dataclass(frozen=True)
class Witness:
    """A second population: moves of cases between kinds that change ``cells`` and no published number.

    ``alike`` says that its printed cells have the same grades as the true ones. Such a population is published byte for
    byte alike, unless the choice of cells also looked at something that no table prints (methods/protection.md).
    """

    names: tuple[str, ...]
    moves: tuple[tuple[tuple[tuple[str, ...], ...], int], ...]  # (leaves of each classification, change)
    cells: tuple[Predicate, ...]
    alike: bool


@dataclass(frozen=True)
class Audit:
    """What the attack found; confidential."""

    intervals: tuple[Interval, ...]
    witnesses: tuple[Witness, ...]
    failed: tuple[Predicate, ...]  # cells that are pinned, or for which no witness was found
    remainders: tuple[str, ...]  # tables in which published numbers leave over an unsafe sum

    @property
    def is_safe(self) -> bool:
        """Whether nothing unsafe can be computed."""
        return not self.failed and not self.remainders


def audit(
    cohort: ConfidentialCohort,
    tables: Sequence[ProtectedTable],
    unsafe: Sequence[Predicate],
    *,
    rule: ThresholdRule,
    remainder_rules: Sequence[ThresholdRule] | None = None,
    earlier: Sequence[ProtectedTable] = (),
    progress: Progress = SILENT,
) -> Audit:
    """Attack the published tables of a cohort as an outsider would, and look for a witness for each unsafe cell.

    Parameters
    ----------
    cohort : ConfidentialCohort
        The true cases: what a witness must differ from.
    tables : sequence of ProtectedTable
        Everything that is published of the cohort.
    unsafe : sequence of Predicate
        The cells that must not be pinned, whether a table prints them or not.
    rule : ThresholdRule
        Its doublings are the grades of a witness that is alike.
    remainder_rules : sequence of ThresholdRule, optional
        For each table, what holds for what a published sum and its published parts leave over; by default ``rule``.
    earlier : sequence of ProtectedTable
        What readers know of the same cases from before.

    Returns
    -------
    Audit
        Intervals in cases, witnesses, and what failed.
    """
    progress.begin(f"attack on {cohort.name} tables", len(unsafe))
    intervals: list[Interval] = []
    witnesses: list[Witness] = []
    everything = [*tables, *earlier]
    failed = _shown(cohort, everything, unsafe)
    for block in blocks(cohort, everything):
        attack = _Attack(block, rule)
        mine = [cell for cell in unsafe if block.can_tell(cell) and cell not in failed]
        found = attack.witnesses(mine)
        witnesses += found
        covered = {cell for witness in found for cell in witness.cells}
        for cell in mine:
            interval = attack.interval(cell)
            intervals.append(interval)
            if interval.is_pinned or cell not in covered:
                failed.append(cell)
            progress.advance()
    checked = {interval.cell for interval in intervals}
    failed += [cell for cell in unsafe if cell not in checked]
    pairs = zip(tables, remainder_rules or [rule] * len(tables), strict=True)
    remainders = tuple(t.shape.id for t, own in pairs if not t.whole and leaves_a_small_remainder(t, own))
    return Audit(tuple(intervals), tuple(witnesses), tuple(dict.fromkeys(failed)), remainders)


_SOLVED = 0  # the state of scipy.optimize.milp


class _Attack:
    """The programmes of one block."""

    def __init__(self, block: Block, rule: ThresholdRule) -> None:
        self._block, self._rule = block, rule
        shown = np.array([cell.count is not None for cell in block.cells], dtype=bool)
        self._shown = block.members[np.flatnonzero(shown)]
        self._hidden = block.members[np.flatnonzero(~shown)]
        self._counts = np.array([c.count for c in block.cells if c.count is not None], dtype=np.float64)
        self._least = np.array([c.at_least for c in block.cells if c.count is None], dtype=np.float64)

    def interval(self, cell: Predicate) -> Interval:
        """Bound a cell by two linear programmes that know nothing but what is published."""
        row = self._block.row_of(cell).astype(np.float64)
        matrix = sparse.vstack([self._shown, self._hidden], format="csr")
        most = np.concatenate([self._counts, np.full(len(self._least), np.inf)])
        published = optimize.LinearConstraint(matrix, np.concatenate([self._counts, self._least]), most)
        most_cases = 10.0 * self._block.truth.sum() + 10.0  # keeps the programme bounded where no total is published
        ends = []
        for sign in (1.0, -1.0):
            result = optimize.milp(sign * row, constraints=published, bounds=optimize.Bounds(0, most_cases))
            if result.status != _SOLVED or result.fun is None:
                return Interval(cell, 0.0, 0.0)  # a solver that gives up counts as a pinned cell
            ends.append(sign * result.fun)
        return Interval(cell, *ends)

    def witnesses(self, cells: Sequence[Predicate]) -> list[Witness]:
        """Find second populations until each cell has one that changes it, or none is found."""
        found: list[Witness] = []
        waiting = list(cells)
        while waiting:
            target = waiting.pop(0)
            likest = self._alike(target)
            change = self._change(target, self._possible()) if likest is None else likest
            if change is None:
                continue
            changed = [target, *(cell for cell in waiting if change[self._block.row_of(cell)].sum() != 0)]
            waiting = [cell for cell in waiting if cell not in changed]
            found.append(Witness(self._block.names, self._moves(change), tuple(changed), likest is not None))
        return found

    def _alike(self, cell: Predicate) -> Ints | None:
        """Look first for a population that would be published in the same way, byte for byte.

        Any population that agrees with what is published proves that a cell is not pinned. This kind also withstands an
        attacker who runs the program on each population and compares which cells come out hidden (rule S19): unsafe
        cells stay unsafe, and safe ones between the same doublings of the threshold; the choice of cells sees no more.
        """
        truth = self._hidden.astype(np.int64) @ self._block.truth
        unsafe = np.array([self._rule.is_unsafe(int(count)) for count in truth], dtype=bool)
        minimum = self._rule.minimum
        grade = np.array([minimum << ((int(count) // minimum) or 1).bit_length() - 1 for count in truth], dtype=float)
        lower = np.where(unsafe, 1, grade)
        upper = np.where(unsafe, minimum - 1, 2 * grade - 1)
        return self._change(cell, (np.where(truth == 0, 0, lower), np.where(truth == 0, 0, upper)))

    def _possible(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        return self._least, np.full(len(self._least), np.inf)

    def _change(self, cell: Predicate, limits: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]) -> Ints | None:
        """Find the smallest move of whole cases that changes ``cell``, one way or the other."""
        found = (self._solved(cell, direction, limits) for direction in (+1, -1))
        return next((change for change in found if change is not None), None)

    def _solved(
        self, cell: Predicate, direction: int, limits: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]
    ) -> Ints | None:
        """Solve the integer programme in one direction; hidden cells stay within ``limits``."""
        truth = self._block.truth
        there = np.flatnonzero(truth > 0)
        n, shown = len(truth), np.zeros(self._shown.shape[0])
        matrix = sparse.vstack([self._shown, self._hidden, self._row(cell)], format="csr")
        both = sparse.hstack([matrix, -matrix[:, there]], format="csr")
        now = self._hidden @ truth
        end = (1.0, np.inf) if direction > 0 else (-np.inf, -1.0)
        lower = np.concatenate([shown, limits[0] - now, end[:1]])
        upper = np.concatenate([shown, limits[1] - now, end[1:]])
        result = optimize.milp(
            np.ones(n + len(there)),
            integrality=np.ones(n + len(there), dtype=np.int64),
            bounds=optimize.Bounds(0, np.concatenate([np.full(n, np.inf), truth[there]])),
            constraints=optimize.LinearConstraint(both, lower, upper),
            options={"node_limit": _NODES},
        )
        if result.x is None:
            return None
        change = np.rint(result.x[:n]).astype(np.int64)
        change[there] -= np.rint(result.x[n:]).astype(np.int64)
        return change if self._holds(change, cell) else None

    def _row(self, cell: Predicate) -> sparse.csr_array:
        return sparse.csr_array(self._block.row_of(cell).astype(np.float64).reshape(1, -1))

    def _holds(self, change: Ints, cell: Predicate) -> bool:
        """Check a witness in whole numbers, whatever the solver said of it."""
        other = self._block.truth + change
        shown = self._shown.astype(np.int64) @ change
        hidden = self._hidden.astype(np.int64) @ other
        return bool(
            (other >= 0).all()
            and not shown.any()
            and (hidden >= self._least).all()
            and change[self._block.row_of(cell)].sum() != 0
        )

    def _moves(self, change: Ints) -> tuple[tuple[tuple[tuple[str, ...], ...], int], ...]:
        moves = []
        for number in np.flatnonzero(change):
            leaves = tuple(
                tuple(code for code, n in zip(codes, numbers, strict=True) if n == value)
                for codes, numbers, value in zip(
                    self._block.codes, self._block.numbers, self._block.kinds[number], strict=True
                )
            )
            moves.append((leaves, int(change[number])))
        return tuple(moves)


def already_known(
    cohort: ConfidentialCohort,
    earlier: Sequence[ProtectedTable],
    unsafe: Sequence[Predicate],
    *,
    rule: ThresholdRule,
) -> tuple[Predicate, ...]:
    """Give the unsafe cells that readers can compute from earlier tables alone, whatever is published now.

    Only what linear programmes bound to the true number counts: a solver that gives up proves nothing here.
    """
    found = dict.fromkeys(_shown(cohort, earlier, unsafe))
    for block in blocks(cohort, earlier) if earlier else ():
        attack = _Attack(block, rule)
        for cell in unsafe:
            if cell not in found and block.can_tell(cell):
                interval, true = attack.interval(cell), cohort.count(cell)
                if interval.is_pinned and abs(interval.lower - true) < _CLOSE and abs(interval.upper - true) < _CLOSE:
                    found[cell] = None
    return tuple(found)


def _shown(cohort: ConfidentialCohort, tables: Sequence[ProtectedTable], cells: Sequence[Predicate]) -> list[Predicate]:
    printed = published_cells(cohort, tables)
    return [cell for cell in cells if cell in printed and printed[cell].count is not None]
