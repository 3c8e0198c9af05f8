"""A simple greedy choice: one unsafe cell after the other, the cheapest move for each.

It proposes; whether the result is safe is for the audit to say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.cells import DistinctCells
from clerestory.protect.lines import lines
from clerestory.protect.rules.threshold import residual_is_unsafe
from clerestory.protect.suppress.moves import Floats, Moves
from clerestory.protect.suppress.weights import weights


def suppressed_cells(
    cohort: ConfidentialCohort,
    tables: Sequence[ConfidentialTable],
    cells: DistinctCells,
    *,
    unsafe: Mask,
    rule: ThresholdRule,
    secret: bytes,
    progress: Progress = SILENT,
) -> Mask:
    """Choose the cells to hide: the unsafe ones, and those without which they could be computed.

    Parameters
    ----------
    cells : DistinctCells
        The K distinct cells of ``tables``.
    unsafe : bool array of shape (K,)
        Cells that a rule makes unsafe.
    secret : bytes
        Draws between choices of equal cost; the same secret gives the same choice.

    Returns
    -------
    bool array of shape (K,)
        True where the cell is hidden, for either reason.
    """
    costs = weights(cells, tables, secret)
    hidden = _with_safe_residuals(tables, cells, unsafe.copy(), rule, costs)
    moves = Moves(cohort, tables, cells) if unsafe.any() else None
    waiting = sorted(np.flatnonzero(unsafe), key=lambda cell: (cells.counts[cell], costs[cell]))
    progress.begin(f"suppression of {cohort.name} tables", len(waiting))
    covered = np.zeros(len(hidden), dtype=bool)
    for cell in waiting:
        move = None if covered[cell] or moves is None else moves.cheapest(int(cell), costs, hidden)
        if move is not None:
            hidden |= move.cells
            covered |= move.whole
        progress.advance()
    return _with_safe_residuals(tables, cells, hidden, rule, costs)


def _with_safe_residuals(
    tables: Sequence[ConfidentialTable], cells: DistinctCells, hidden: Mask, rule: ThresholdRule, costs: Floats
) -> Mask:
    """Hide the cheapest further part wherever a published sum would give away an unsafe remainder (rule S15)."""
    changed = True
    while changed:
        changed = False
        for table, at in zip(tables, cells.at, strict=True):
            for whole, parts in lines(table.shape):
                numbers = [int(at[part]) for part in parts]
                counts = [int(cells.counts[number]) for number in numbers]
                if hidden[at[whole]] or not residual_is_unsafe(counts, [bool(hidden[n]) for n in numbers], rule):
                    continue
                open_parts = [n for n in numbers if not hidden[n] and cells.counts[n] > 0]
                extra = min(open_parts, key=lambda number: costs[number], default=int(at[whole]))
                hidden[extra] = changed = True
    return hidden
