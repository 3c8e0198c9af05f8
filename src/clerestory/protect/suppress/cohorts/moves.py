"""The linear programme of secondary suppression: the cheapest way in which a hidden cell could be another number.

A move shifts cases between the inner cells of every table, so that each printed cell changes by d. Where two tables
print the same cell it changes by the same d, and all tables agree in the margins that they share. A published cell must
have d = 0, so the cells with d other than 0 are those that must be hidden for the move to stay possible in an
attacker's eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

from clerestory.errors import ProtectionError
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask
from clerestory.protect.cells import DistinctCells
from clerestory.protect.suppress.cohorts.inner_cells import linked_tables
from clerestory.protect.suppress.solver import quiet_solver

Floats = npt.NDArray[np.float64]
_CLOSE = 1e-6
_ALREADY_HIDDEN = 1e-4  # next to nothing, so that of two free moves the smaller is taken


@dataclass(frozen=True)
class Move:
    """A change of every distinct cell that leaves the published ones alone."""

    change: Floats
    cost: float

    @property
    def cells(self) -> Mask:
        """The cells that change."""
        return np.asarray(np.abs(self.change) > _CLOSE, dtype=bool)

    @property
    def whole(self) -> Mask:
        """The cells that change by at least one case, if the move is one of whole cases; none otherwise."""
        if np.abs(self.change - np.rint(self.change)).max() > _CLOSE:
            return np.zeros(len(self.change), dtype=bool)
        return np.asarray(np.abs(self.change) > 1 - _CLOSE, dtype=bool)


class Moves:
    """The programme of one cohort, solved again and again with other costs and another target.

    Columns and rows are those of ``linked_tables``. Nothing falls below zero; a cell that is hidden and not zero is
    known not to be zero; zeros are published. ``at_least`` gives the counts, or lower bounds of them: a
    move that is possible from the bounds is possible from the counts. ``fixed`` marks cells that readers know already.
    """

    def __init__(
        self,
        cohort: ConfidentialCohort,
        tables: Sequence[ConfidentialTable],
        cells: DistinctCells,
        *,
        at_least: Callable[[Counts], Counts],
        fixed: Mask,
    ) -> None:
        self._counts = at_least(cells.counts)
        self._fixed = fixed
        blocks, rows = linked_tables(cohort, tables, cells)
        self._inner_counts = at_least(np.concatenate([block.counts for block in blocks]))
        self._inner = len(self._inner_counts)
        self._rows = rows
        self._solver = self._programme()

    def cheapest(self, target: int, costs: Floats, hidden: Mask) -> Move | None:
        """Give the cheapest move that changes ``target`` by one case, up or down; None where there is none.

        Parameters
        ----------
        target : int
            Number of the cell.
        costs : float array of shape (K,)
            Cost of hiding each cell.
        hidden : bool array of shape (K,)
            Cells that are hidden already and cost nothing.
        """
        k = len(self._counts)
        each = np.where(hidden, _ALREADY_HIDDEN, costs)
        columns = np.arange(self._inner, self._inner + 2 * k, dtype=np.int32)
        self._solver.changeColsCost(2 * k, columns, np.concatenate([each, each]))
        found = [move for move in (self._solve(target, +1), self._solve(target, -1)) if move is not None]
        return min(found, key=lambda move: move.cost, default=None)

    def _solve(self, target: int, direction: int) -> Move | None:
        k = len(self._counts)
        up, down = self._inner + target, self._inner + k + target
        wanted, other = (up, down) if direction > 0 else (down, up)
        if direction < 0 and self._counts[target] < 2:
            return None
        self._solver.changeColBounds(wanted, 1.0, 1.0)
        self._solver.changeColBounds(other, 0.0, 0.0)
        self._solver.run()
        status = self._solver.getModelStatus()
        values = np.array(self._solver.getSolution().col_value)
        cost = self._solver.getInfo().objective_function_value
        self._solver.changeColBounds(up, 0.0, self._up_to()[target])
        self._solver.changeColBounds(down, 0.0, self._down_to()[target])
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise ProtectionError(
                f"the solver gave up ({status.name})",
                where="secondary suppression",
                remedy="Nothing was published. Ask for fewer or smaller tables at once.",
            )
        change = values[self._inner : self._inner + k] - values[self._inner + k :]
        return Move(change, float(cost))

    def _up_to(self) -> Floats:
        return np.where((self._counts > 0) & ~self._fixed, float(max(self._counts.max(), 1)), 0.0)

    def _down_to(self) -> Floats:
        return np.where(self._fixed, 0, np.maximum(self._counts - 1, 0)).astype(np.float64)

    def _programme(self) -> highspy.Highs:
        k, rows = len(self._counts), len(self._rows)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._inner + 2 * k, rows
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_ = np.concatenate([-self._inner_counts.astype(np.float64), np.zeros(2 * k)])
        model.col_upper_ = np.concatenate([np.full(self._inner, highspy.kHighsInf), self._up_to(), self._down_to()])
        model.row_lower_ = model.row_upper_ = np.zeros(rows)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(len(columns) for columns, _ in self._rows)])
        model.a_matrix_.index_ = np.concatenate([columns for columns, _ in self._rows]).astype(np.int32)
        model.a_matrix_.value_ = np.concatenate([values for _, values in self._rows])
        solver = quiet_solver()
        solver.passModel(model)
        return solver
