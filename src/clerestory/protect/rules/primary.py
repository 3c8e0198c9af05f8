"""The rules of a study that are asked of one set of its cases, whichever; what is said of groups takes several sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.errors import RuleSetError
from clerestory.model.rules import TableRules
from clerestory.model.tables import ConfidentialCohort, Counts, Mask, Predicate
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.operations import dominated_by_operations, live_cells
from clerestory.protect.rules.threshold import unsafe_cells

_AT_ONCE = 128  # cells: their members, one row for each, stay small beside the cohort


@dataclass(frozen=True, repr=False)
class Judged:
    """What the rules say of K sets of cases; confidential.

    Attributes
    ----------
    counts : int array of shape (K,)
        True counts, in cases.
    unsafe : bool array of shape (K,)
        Sets that any rule makes unsafe.
    seen : bool array of shape (K,)
        Of those the ones in which an operation can be seen.
    """

    counts: Counts
    unsafe: Mask
    seen: Mask

    def __repr__(self) -> str:
        return f"Judged({len(self.counts)} cells)"

    def only(self, cells: Sequence[int]) -> Judged:
        """Give what is said of some of the sets."""
        at = np.array(cells, dtype=np.intp)
        return Judged(self.counts[at], self.unsafe[at], self.seen[at])


class PrimaryRules:
    """The rules of each table of a cohort.

    Parameters
    ----------
    cohort : ConfidentialCohort
        With the operations behind its cases where a rule asks for them.
    rules : sequence of TableRules
        One for each table.

    Raises
    ------
    RuleSetError
        If a rule asks for what is not known of the cohort.
    """

    def __init__(self, cohort: ConfidentialCohort, rules: Sequence[TableRules]) -> None:
        self._cohort, self._rules = cohort, tuple(rules)
        if cohort.operations is None and any(of_table.needs_operations for of_table in rules):
            raise RuleSetError(
                "asks for the operations behind each cell, and they are not known",
                where=f"the preset, tables that count {cohort.name}",
                remedy="Run the stage analyse again; if that does not help, the returns name no operations.",
            )
        self._parts = Contributions.by_combination(cohort.operations, len(cohort.counts)).parts

    def judged(self, table: int, cells: Sequence[Predicate]) -> Judged:
        """Judge sets of cases by the rules of a table, whether it prints them or not.

        Parameters
        ----------
        table : int
            Number of the table whose rules are asked.
        cells : sequence of Predicate
            K sets of cases.
        """
        batches = [cells[start : start + _AT_ONCE] for start in range(0, len(cells), _AT_ONCE)]
        found = [self._batch(self._rules[table], some) for some in batches]
        none = np.zeros(0, dtype=bool)
        return Judged(
            np.concatenate([none.astype(np.int64), *(each.counts for each in found)]),
            np.concatenate([none, *(each.unsafe for each in found)]),
            np.concatenate([none, *(each.seen for each in found)]),
        )

    def _batch(self, rules: TableRules, cells: Sequence[Predicate]) -> Judged:
        members = sparse.csr_array(np.array([self._cohort.members(cell) for cell in cells])).astype(np.int64)
        counts: Counts = members @ self._cohort.counts
        seen = np.zeros(len(cells), dtype=bool)
        there = np.flatnonzero(counts)
        if rules.needs_operations and len(there):
            seen[there] = self._seen(rules, counts[there], sparse.csr_array(members[there]))
        return Judged(counts, unsafe_cells(counts, rules.threshold) | seen, seen)

    def _seen(self, rules: TableRules, counts: Counts, members: sparse.csr_array) -> Mask:
        behind = Contributions(sparse.csr_array(self._parts @ members.T))
        live = None if self._cohort.operations is None else self._cohort.operations.live
        found = np.zeros(len(counts), dtype=bool)
        if rules.operations is not None:
            found |= dominated_by_operations(counts, behind, rules.operations)
        if rules.live is not None and live is not None:
            found |= live_cells(counts, behind, live, rules.live)
        return found
