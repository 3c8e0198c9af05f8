"""The linear programme of secondary suppression: the cheapest way in which a hidden cell could be another number.

A move shifts cases between the inner cells of every table, so that each printed cell changes by d. The tables of a
cohort share their cells: where two print the same cell, it changes by the same d. A published cell must have d = 0, so
the cells with d other than 0 are those that must be hidden for the move to stay possible in an attacker's eyes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import highspy
import numpy as np
import numpy.typing as npt

from clerestory.errors import ProtectionError
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask
from clerestory.protect.cells import DistinctCells
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

    Columns are the inner cells of each table, then for each distinct cell its increase and its decrease. Rows say that
    the inner cells of a printed cell change by increase less decrease. Nothing falls below zero; a cell that is hidden
    and not zero is known not to be zero; zeros are published. ``at_least`` gives the counts, or lower bounds of them: a
    move that is possible from the bounds is possible from the counts.
    """

    def __init__(
        self,
        cohort: ConfidentialCohort,
        tables: Sequence[ConfidentialTable],
        cells: DistinctCells,
        *,
        at_least: Callable[[Counts], Counts],
    ) -> None:
        self._counts = at_least(cells.counts)
        blocks = [_Block.of(cohort, table, at) for table, at in zip(tables, cells.at, strict=True)]
        self._blocks = [replace(block, counts=at_least(block.counts)) for block in blocks]
        self._inner = sum(len(block.counts) for block in self._blocks)
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
        return np.where(self._counts > 0, float(max(self._counts.max(), 1)), 0.0)

    def _down_to(self) -> Floats:
        return np.maximum(self._counts - 1, 0).astype(np.float64)

    def _programme(self) -> highspy.Highs:
        k = len(self._counts)
        rows, columns, values = self._matrix()
        number_of_rows = int(rows.max()) + 1
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._inner + 2 * k, number_of_rows
        inner = np.concatenate([block.counts for block in self._blocks]).astype(np.float64)
        model.col_cost_ = np.zeros(model.num_col_)
        model.col_lower_ = np.concatenate([-inner, np.zeros(2 * k)])
        model.col_upper_ = np.concatenate([np.full(self._inner, highspy.kHighsInf), self._up_to(), self._down_to()])
        model.row_lower_ = model.row_upper_ = np.zeros(number_of_rows)
        order = np.lexsort((columns, rows))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=number_of_rows))])
        model.a_matrix_.index_, model.a_matrix_.value_ = columns[order], values[order]
        solver = quiet_solver()
        solver.passModel(model)
        return solver

    def _matrix(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], Floats]:
        """Give row, column and value of each entry that is not zero."""
        k = len(self._counts)
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        row, first = 0, 0
        for block in self._blocks:
            for cell, members in block.members.items():
                entries = [*(first + members), self._inner + cell, self._inner + k + cell]
                rows += [row] * len(entries)
                columns += [int(entry) for entry in entries]
                values += [1.0] * len(members) + [-1.0, 1.0]
                row += 1
            first += len(block.counts)
        return np.array(rows, dtype=np.int32), np.array(columns, dtype=np.int32), np.array(values)


@dataclass(frozen=True)
class _Block:
    """The inner cells of one table: combinations of the leaves that the table tells apart."""

    counts: Counts
    members: dict[int, npt.NDArray[np.intp]]  # printed cell -> inner cells

    @classmethod
    def of(cls, cohort: ConfidentialCohort, table: ConfidentialTable, at: npt.NDArray[np.intp]) -> _Block:
        cell_conditions = {
            int(at[r, c]): dict(table.shape.predicate(r, c)) for r in range(at.shape[0]) for c in range(at.shape[1])
        }
        names = sorted({name for conditions in cell_conditions.values() for name in conditions})
        merged = {name: _merged_leaves(cohort, name, list(cell_conditions.values())) for name in names}
        combinations = list(product(*(range(max(merged[name]) + 1) for name in names)))
        kept = [c for c in combinations if not _impossible(cohort, names, merged, c)]
        index = {combination: number for number, combination in enumerate(kept)}
        counts = np.zeros(len(kept), dtype=np.int64)
        where = [[c.name for c in cohort.classifications].index(name) for name in names]
        for row, count in zip(cohort.combinations, cohort.counts, strict=True):
            counts[index[tuple(merged[n][row[w]] for n, w in zip(names, where, strict=True))]] += count
        members = {
            cell: np.array(
                [i for i, c in enumerate(kept) if _inside(cohort, names, merged, c, conditions)], dtype=np.intp
            )
            for cell, conditions in cell_conditions.items()
        }
        return cls(counts, members)


def _merged_leaves(cohort: ConfidentialCohort, name: str, conditions: Sequence[dict[str, frozenset[str]]]) -> list[int]:
    """Give each leaf of a classification a number; leaves that no cell tells apart share theirs."""
    codes = next(c.codes for c in cohort.classifications if c.name == name)
    sets = list(dict.fromkeys(condition[name] for condition in conditions if name in condition))
    signatures = [tuple(code in codes_of for codes_of in sets) for code in codes]
    numbers = {signature: number for number, signature in enumerate(dict.fromkeys(signatures))}
    return [numbers[signature] for signature in signatures]


def _inside(
    cohort: ConfidentialCohort,
    names: Sequence[str],
    merged: dict[str, list[int]],
    combination: tuple[int, ...],
    conditions: dict[str, frozenset[str]],
) -> bool:
    """Say whether an inner cell belongs to a printed one."""
    for name, number in zip(names, combination, strict=True):
        codes = next(c.codes for c in cohort.classifications if c.name == name)
        if name in conditions and codes[merged[name].index(number)] not in conditions[name]:
            return False
    return True


def _impossible(
    cohort: ConfidentialCohort, names: Sequence[str], merged: dict[str, list[int]], combination: tuple[int, ...]
) -> bool:
    """Say whether everybody knows that an inner cell is empty."""
    if cohort.impossible is None or not {name for name, _ in cohort.impossible} <= set(names):
        return False
    return _inside(cohort, names, merged, combination, dict(cohort.impossible))
