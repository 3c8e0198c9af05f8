"""The programmes of an attack on one block: what linear ones bound, and other populations by integer ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import optimize, sparse

from clerestory.errors import ProtectionError
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import Predicate
from clerestory.protect.audit.knowledge import Block, Ints
from clerestory.protect.audit.simplex import Polytope

CLOSE = 1e-6
_NODES = 5_000  # a search that needs more counts as no answer, and no answer as unsafe; nodes, not seconds, so that
# the same input always gives the same result
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Within:
    """What the attacker holds a population to, beside the numbers that are printed.

    Attributes
    ----------
    low, high : float arrays, one value for each cell that is not printed
    kinds : int array of shape (N,)
        There are no fewer cases of each kind.
    """

    low: Floats
    high: Floats
    kinds: Ints


class Programmes:
    """The programmes of one block.

    ``ones`` says that the choice of cells looks at who is alone in one: a 1 is not like a 2 then.
    """

    def __init__(self, block: Block, rule: ThresholdRule, *, ones: bool = False) -> None:
        self.block, self._rule, self._ones = block, rule, ones
        shown = np.array([cell.count is not None for cell in block.cells], dtype=bool)
        self._at_hidden = np.flatnonzero(~shown)
        self._shown = block.members[np.flatnonzero(shown)]
        self._hidden = block.members[self._at_hidden]
        self._counts = np.array([c.count for c in block.cells if c.count is not None], dtype=np.float64)
        self._least = np.array([c.at_least for c in block.cells if c.count is None], dtype=np.float64)
        self._now = self._hidden.astype(np.int64) @ block.truth

    def bounds(self, cell: Predicate) -> tuple[float, float] | None:
        """Bound a cell by two linear programmes that know nothing but what is published; None if a solver gives up."""
        row = self.block.row_of(cell).astype(np.float64)
        cost = np.concatenate([row, np.zeros(len(self._least))])
        ends = []
        for sign in (1.0, -1.0):
            try:
                found = self._populations.least(sign * cost)
            except ProtectionError:
                return None
            if found is None:
                return None
            ends.append(float(row @ found[1][: len(row)]))
        return ends[0], ends[1]

    @cached_property
    def _populations(self) -> Polytope:
        """All populations, also fractional ones, that agree with what is published; a column for each hidden cell."""
        shown, hidden = self._shown, self._hidden
        A = sparse.block_array([[shown, None], [hidden, -sparse.eye_array(len(self._least))]], format="csr")
        n, most_cases = shown.shape[1], 10.0 * self.block.truth.sum() + 10.0  # bounded where no total is published
        b = np.concatenate([self._counts, np.zeros(len(self._least))]).astype(np.int64)
        low = np.concatenate([np.zeros(n), self._least])
        return Polytope(sparse.csr_array(A), b, low, np.full(len(low), most_cases))

    def possible(self) -> Within:
        """Give what an outsider holds a population to."""
        nothing = np.zeros(len(self.block.truth), dtype=np.int64)
        return Within(self._least, np.full(len(self._least), np.inf), nothing)

    def alike(self) -> Within:
        """Give what holds of a population that would be published in the same way, byte for byte.

        Any population that agrees with what is published proves that a cell is not pinned. This kind also withstands an
        attacker who runs the program on each population and compares which cells come out hidden (rule S19): unsafe
        cells stay unsafe, and safe ones between the same doublings of the threshold; the choice of cells sees no more,
        but for what is attackers' own.
        """
        truth, minimum = self._now, self._rule.minimum
        unsafe = np.array([self._rule.is_unsafe(int(count)) for count in truth], dtype=bool)
        grade = np.array([minimum << ((int(count) // minimum) or 1).bit_length() - 1 for count in truth], dtype=float)
        few = np.where(self._ones & (truth > 1), 2, 1)
        most = np.where(self._ones & (truth == 1), 1, minimum - 1)
        lower = np.where(truth == 0, 0, np.where(unsafe, few, grade))
        upper = np.where(truth == 0, 0, np.where(unsafe, most, 2 * grade - 1))
        return Within(lower, upper, self.possible().kinds)

    def known_to(self, known: Ints, kinds: Ints) -> Within:
        """Give what holds in the eyes of somebody who knows some cells, by number, and parts of kinds."""
        still = np.isin(self._at_hidden, known)
        return Within(
            np.where(still, self._now, self._least), np.where(still, self._now, np.inf).astype(np.float64), kinds
        )

    def is_alike(self, change: Ints) -> bool:
        """Say whether a population with this change would be published in the same way."""
        alike, other = self.alike(), self._hidden.astype(np.int64) @ (self.block.truth + change)
        return bool((other >= alike.low).all() and (other <= alike.high).all())

    def smallest(self, cell: Predicate, within: Within, by: int = 1) -> Ints | None:
        """Find the smallest move of whole cases that changes a cell by so much or more, one way or the other."""
        found = (self._solved(cell, within, direction * by, smallest=True) for direction in (+1, -1))
        return next((change for change in found if change is not None), None)

    def farthest(self, cell: Predicate, within: Within, by: int) -> Iterator[Ints]:
        """Yield the moves that bring a cell farthest up and down, but no farther than is asked for."""
        for direction in (+1, -1):
            change = self._solved(cell, within, direction * by, smallest=False)
            if change is not None:
                yield change

    def _solved(self, cell: Predicate, within: Within, by: int, *, smallest: bool) -> Ints | None:
        """Solve the integer programme in one direction: the smallest change by ``by``, or what comes nearest to it."""
        truth, row = self.block.truth, self.block.row_of(cell).astype(np.float64)
        can_fall = np.flatnonzero(truth > within.kinds)
        n = len(truth)
        matrix = sparse.vstack([self._shown, self._hidden, sparse.csr_array(row.reshape(1, -1))], format="csr")
        both = sparse.hstack([matrix, -matrix[:, can_fall]], format="csr")
        least = by if smallest else int(np.sign(by))
        end = (least, np.inf if smallest else by) if by > 0 else (-np.inf if smallest else by, least)
        shown = np.zeros(self._shown.shape[0])
        cost = np.ones(n + len(can_fall))
        if not smallest:  # to come nearer is worth more than any number of cases that have to move for it
            cost -= np.sign(by) * (4.0 * truth.sum() + 4.0) * np.concatenate([row, -row[can_fall]])
        result = optimize.milp(
            cost,
            integrality=np.ones(n + len(can_fall), dtype=np.int64),
            bounds=optimize.Bounds(0, np.concatenate([np.full(n, np.inf), (truth - within.kinds)[can_fall]])),
            constraints=optimize.LinearConstraint(
                both,
                np.concatenate([shown, within.low - self._now, [end[0]]]),
                np.concatenate([shown, within.high - self._now, [end[1]]]),
            ),
            options={"node_limit": _NODES},
        )
        if result.x is None:
            return None
        change = np.rint(result.x[:n]).astype(np.int64)
        change[can_fall] -= np.rint(result.x[n:]).astype(np.int64)
        return change if self._holds(change, cell) else None

    def _holds(self, change: Ints, cell: Predicate) -> bool:
        """Check a witness in whole numbers, whatever the solver said of it."""
        other = self.block.truth + change
        shown = self._shown.astype(np.int64) @ change
        hidden = self._hidden.astype(np.int64) @ other
        return bool(
            (other >= 0).all()
            and not shown.any()
            and (hidden >= self._least).all()
            and change[self.block.row_of(cell)].sum() != 0
        )
