"""A simple greedy choice: one unsafe cell after the other, the cheapest move for each.

It proposes; whether the result is safe is for the audit to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial

import numpy as np

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.cells import DistinctCells
from clerestory.protect.rules.threshold import residual_is_unsafe
from clerestory.protect.suppress.cohorts.lines import lines
from clerestory.protect.suppress.cohorts.moves import Floats, Move, Moves
from clerestory.protect.suppress.cohorts.weights import grades, weights


def suppressed_cells(
    cohort: ConfidentialCohort,
    tables: Sequence[ConfidentialTable],
    cells: DistinctCells,
    *,
    unsafe: Mask,
    rules: Sequence[ThresholdRule],
    secret: bytes,
    older: Sequence[ConfidentialTable] = (),
    fixed: Mask | None = None,
    progress: Progress = SILENT,
) -> Mask:
    """Choose the cells to hide: the unsafe ones, and those without which they could be computed.

    Parameters
    ----------
    cells : DistinctCells
        The K distinct cells of ``tables`` and then of ``older``.
    unsafe : bool array of shape (K,)
        Cells that a rule makes unsafe.
    rules : sequence of ThresholdRule
        Of each table, for what its published sums leave over; grades are doublings of the highest.
    secret : bytes
        Draws between choices of equal cost; the same secret gives the same choice.
    older : sequence of ConfidentialTable
        Tables that readers have already; nothing more is printed of them.
    fixed : bool array of shape (K,), optional
        Cells whose number readers have already: hiding them now protects nothing.

    Returns
    -------
    bool array of shape (K,)
        True where the cell is hidden, for either reason.
    """
    fixed = np.zeros(len(unsafe), dtype=bool) if fixed is None else fixed
    rule = max(rules, key=lambda rule: rule.minimum)
    costs = weights(cells.of_first(len(tables)), tables, rule, secret)
    hidden = unsafe.copy()
    waiting = sorted(np.flatnonzero(unsafe & ~fixed & (cells.counts > 0)), key=lambda cell: costs[cell])
    progress.begin(f"suppression of {cohort.name} tables", len(waiting))
    choices = _Choices(cohort, [*tables, *older], cells, rule, fixed)
    covered = np.zeros(len(hidden), dtype=bool)
    for cell in waiting:
        move = None if covered[cell] else choices.cheapest(int(cell), costs, hidden)
        if move is not None:
            hidden |= move.cells
            covered |= move.whole
        progress.advance()
    return _with_safe_residuals(tables, cells.of_first(len(tables)), hidden, rules, costs, fixed)


class _Choices:
    """The cheapest move by grades; where grades allow none, by the counts themselves."""

    def __init__(
        self,
        cohort: ConfidentialCohort,
        tables: Sequence[ConfidentialTable],
        cells: DistinctCells,
        rule: ThresholdRule,
        fixed: Mask,
    ) -> None:
        self._make = partial(Moves, cohort, tables, cells, fixed=fixed)
        self._rule = rule

    def cheapest(self, cell: int, costs: Floats, hidden: Mask) -> Move | None:
        return self._by_grade.cheapest(cell, costs, hidden) or self._by_count.cheapest(cell, costs, hidden)

    @cached_property
    def _by_grade(self) -> Moves:
        return self._make(at_least=lambda counts: grades(counts, self._rule))

    @cached_property
    def _by_count(self) -> Moves:
        return self._make(at_least=lambda counts: counts)


def _with_safe_residuals(
    tables: Sequence[ConfidentialTable],
    cells: DistinctCells,
    hidden: Mask,
    rules: Sequence[ThresholdRule],
    costs: Floats,
    fixed: Mask,
) -> Mask:
    """Hide the cheapest further part wherever a published sum would give away an unsafe remainder (rule S15).

    A remainder is judged by the grades of its parts, so that this choice, too, sees nothing else of the counts.
    """
    least = grades(cells.counts, max(rules, key=lambda rule: rule.minimum))
    changed = True
    while changed:
        changed = False
        for table, at, rule in zip(tables, cells.at, rules, strict=True):
            for whole, parts in lines(table.shape):
                numbers = [int(at[part]) for part in parts]
                counts = [int(least[number]) for number in numbers]
                unknown = [bool(hidden[n] and not fixed[n]) for n in numbers]
                if hidden[at[whole]] or not residual_is_unsafe(counts, unknown, rule):
                    continue
                open_parts = [n for n in numbers if not hidden[n] and not fixed[n] and cells.counts[n] > 0]
                extra = min(open_parts, key=lambda number: costs[number], default=int(at[whole]))
                hidden[extra] = changed = True
    return hidden
