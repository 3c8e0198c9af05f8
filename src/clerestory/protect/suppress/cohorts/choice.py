"""The choice of what a study hides: all unsafe cells of a cohort at once, against everybody who knows a part.

It proposes; whether the result is safe is for the audit to say.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import AdditiveCells, Move, Numbers
from clerestory.protect.cells import DistinctCells
from clerestory.protect.rules.threshold import residual_is_unsafe
from clerestory.protect.suppress.cohorts.inner_cells import LinkedCells, linked_cells
from clerestory.protect.suppress.cohorts.knowing import knowers_of, with_known_zeros
from clerestory.protect.suppress.cohorts.lines import lines
from clerestory.protect.suppress.cohorts.weights import grades, weights
from clerestory.protect.suppress.grids import Floats, HypercubeSearch, Pattern, Task, choose_pattern, whole_change


@dataclass(frozen=True)
class Asked:
    """What must stay unknown of the K distinct cells of a cohort, and in whose eyes.

    Attributes
    ----------
    unsafe : bool array of shape (K,)
        Cells that a rule makes unsafe.
    width : int arrays of shape (K, 2)
        How far apart two possible values of an unsafe cell must lie: at least, and in percent of its count.
    least : int array of shape (K,)
        What readers know a hidden cell to be at least: 1 where zeros are published, else 0.
    attackers : collection of Attacker
    """

    unsafe: Mask
    width: Counts
    least: Counts
    attackers: Collection[Attacker] = (Attacker.OUTSIDER,)

    def widths(self, most: Counts) -> Counts:
        """Give the width of each cell, for counts that are no more than ``most``."""
        part = -(-most * self.width[:, 1] // 100)
        found: Counts = np.maximum(self.width[:, 0], part)
        return found


def suppressed_cells(
    cohort: ConfidentialCohort,
    tables: Sequence[ConfidentialTable],
    cells: DistinctCells,
    asked: Asked,
    *,
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
    asked : Asked
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
    fixed = np.zeros(len(cells.counts), dtype=bool) if fixed is None else fixed
    rule = max(rules, key=lambda rule: rule.minimum)
    now = cells.of_first(len(tables))
    costs = weights(now, tables, rule, secret)
    linked = linked_cells(cohort, [*tables, *older], cells, asked.least)
    choice = _Choice(cohort, linked, cells, now.printed & ~fixed, asked, rule)
    hidden = choice.hidden(fixed, costs, secret, progress)
    return _with_safe_residuals(tables, now, hidden, rules, costs, fixed)


class _Choice:
    """A choice by grades; where they leave an unsafe cell without protection, by the counts themselves."""

    def __init__(
        self,
        cohort: ConfidentialCohort,
        linked: LinkedCells,
        cells: DistinctCells,
        printed: Mask,
        asked: Asked,
        rule: ThresholdRule,
    ) -> None:
        self._name, self._linked, self._asked, self._rule = cohort.name, linked, asked, rule
        self._printed, self._inner = printed, len(linked.home) - len(printed)
        knowers = knowers_of(cohort, linked, asked.attackers, cells.printed)
        zeros = np.flatnonzero(asked.unsafe & (cells.counts == 0))
        self._knowers = with_known_zeros(knowers, linked, cells.predicates, zeros)

    def hidden(self, fixed: Mask, costs: Floats, secret: bytes, progress: Progress) -> Mask:
        """Give which of the distinct cells are hidden."""
        k, unsafe = len(fixed), self._asked.unsafe
        free = np.flatnonzero(~self._linked.empty & ~self._of_distinct(fixed, inner=False))
        if not (unsafe & ~fixed & ~self._linked.empty[:k]).any():
            return unsafe.copy()
        seed = int.from_bytes(hmac.new(secret, f"pattern of {self._name}".encode(), hashlib.sha256).digest()[:8], "big")
        true = self._linked.cells.counts
        low = grades(true, self._rule)
        high = np.where(low < self._rule.minimum, self._rule.minimum - 1, 2 * low - 1)
        wanted, chosen = self._of_distinct(unsafe, inner=False), np.zeros(len(true), dtype=bool)
        for least, most in ((low, high), (true, true)):
            pattern = self._pattern(free, wanted, chosen, (least, most), costs, seed, progress)
            chosen[free] |= pattern.hidden
            wanted = np.zeros(len(true), dtype=bool)
            wanted[free] = pattern.given_away
            if not wanted.any():
                break
        return unsafe | (chosen[:k] & self._printed)

    def _pattern(
        self,
        free: Numbers,
        wanted: Mask,
        chosen: Mask,
        bounds: tuple[Counts, Counts],
        costs: Floats,
        seed: int,
        progress: Progress,
    ) -> Pattern:
        """Protect the wanted cells; ``chosen`` ones are hidden already, ``bounds`` are what each count is between."""
        least, most = bounds
        k, mask = len(costs), np.isin(np.arange(len(least)), free)
        cells = AdditiveCells(least[free], self._linked.cells.only(mask).relations)
        home = self._linked.home[free]
        return choose_pattern(
            Task(
                cells,
                wanted[free],
                self._of_distinct(self._asked.widths(most[:k]), inner=1)[free],
                self._of_distinct(self._asked.least, inner=0)[free],
                self._of_distinct(self._printed, inner=False)[free] & ~chosen[free],
                self._knowers.only(mask),
            ),
            hypercube=_by_whole_numbers(cells),
            regions=[[np.flatnonzero(home == table) for table in np.unique(home[home >= 0])], [np.arange(len(free))]],
            seed=seed,
            cost=self._of_distinct(costs, inner=1.0)[free],
            partial=True,
            progress=progress,
        )

    def _of_distinct(self, values: npt.NDArray[Any], inner: float) -> npt.NDArray[Any]:
        """Give values of distinct cells, and after them the same for every inner cell."""
        return np.concatenate([values, np.full(self._inner, inner, dtype=values.dtype)])


def _by_whole_numbers(cells: AdditiveCells) -> HypercubeSearch:
    def cheapest(cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        return whole_change(cells.relations, cell, price, fall, enough)

    return cheapest


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
