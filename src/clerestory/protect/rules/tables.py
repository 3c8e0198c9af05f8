"""The rules of a single table, asked of every cell, and how wide the intervals of unsafe cells must be."""

from __future__ import annotations

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.criteria import Width
from clerestory.model.rules import TableRules
from clerestory.model.tables import Counts, Mask
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.concentration import (
    dominance_levels,
    dominated_cells,
    estimable_cells,
    p_percent_levels,
)
from clerestory.protect.rules.operations import dominated_by_operations
from clerestory.protect.rules.threshold import unsafe_cells


def primary_suppression(
    values: Counts, operations: Contributions | None, rules: TableRules, width: Width
) -> tuple[Mask, Counts]:
    """Mark the unsafe cells of a table, and say how wide their intervals must be.

    Parameters
    ----------
    values : int array of shape (K,)
        Counts, or values of a magnitude.
    operations : Contributions or None
        What each operation, or other contributor, has in each cell; needed by all rules but the threshold.
    rules : TableRules
        Threshold, operations, dominance and p%; groups are no matter of one cell, see ``rules.groups``.
    width : Width
        What is asked of every unsafe cell.

    Returns
    -------
    unsafe : bool array of shape (K,)
    width : int array of shape (K,)
        Where dominance or p% make a cell unsafe, at least the upper and the lower protection level together: a sliding
        protection level.

    Raises
    ------
    RuleSetError
        If a rule asks for operations that are not given, or is one that single tables do not have.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, chapter 4.
    """
    if rules.live is not None:
        raise RuleSetError(
            "has a rule for live cases, and single tables have none",
            where="protection of a table",
            remedy="Leave the rule out, or make the table in a study.",
        )
    asked = width.of(values)
    if not rules.needs_operations and not rules.threshold.contributors:
        return unsafe_cells(values, rules.threshold), asked
    if operations is None:
        raise RuleSetError(
            "a rule asks for the operations behind each cell, and none are named",
            where="protection of a table",
            remedy="Name the column of operations.",
        )
    unsafe = unsafe_cells(values, rules.threshold, operations)
    if rules.operations is not None:
        unsafe |= dominated_by_operations(values, operations, rules.operations)
    if rules.dominance is not None:
        unsafe |= dominated_cells(values, operations, rules.dominance)
        levels = dominance_levels(values, operations, rules.dominance)
        asked = np.maximum(asked, levels.upper + levels.lower)
    if rules.p_percent is not None:
        unsafe |= estimable_cells(values, operations, rules.p_percent)
        levels = p_percent_levels(values, operations, rules.p_percent)
        asked = np.maximum(asked, levels.upper + levels.lower)
    return unsafe, asked
