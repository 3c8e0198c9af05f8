"""Whether an operation, a live one least of all, can be seen behind what a model says of groups of cases (S6, L6)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.contributors import ContributorParts
from clerestory.model.rules import TableRules
from clerestory.model.tables import Counts
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.operations import dominated_by_operations, live_cells


def operations_can_be_seen(
    counts: Counts, behind: ContributorParts, groups: npt.NDArray[np.float64], rules: TableRules
) -> bool:
    """Say whether the cases of one group at least fail the rules on operations, as a cell of a table would.

    A model prints no count, but what it says of a group (the cases between two joinpoints, a latent class) is said of
    whoever the group mostly consists of.

    Parameters
    ----------
    counts : int array of shape (K,)
        Cases of each quarter, or with each pattern of answers.
    behind : ContributorParts
        Of those the cases of each operation.
    groups : float array of shape (K, G)
        What part of each is in each of G groups, 0 to 1; expected cases are taken to the nearest whole number.
    rules : TableRules

    Examples
    --------
    >>> from clerestory.model.rules import OperationRule, ThresholdRule
    >>> rules = TableRules(ThresholdRule(6), operations=OperationRule())
    >>> of = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 0, 1, 2]), np.array([4, 3, 3, 8, 1, 1])
    >>> behind = ContributorParts(("a", "b", "c"), *of)
    >>> both, apart = np.ones((2, 1)), np.eye(2)
    >>> operations_can_be_seen(np.array([15, 10]), behind, both, rules)
    False
    >>> operations_can_be_seen(np.array([15, 10]), behind, apart, rules)
    True
    """
    cells = np.rint(counts @ groups).astype(np.int64)
    parts = Contributions.by_combination(behind, len(counts)).parts.astype(np.float64) @ groups
    of_groups = Contributions(sparse.csr_array(np.rint(parts).astype(np.int64)))
    found = np.zeros(len(cells), dtype=np.bool_)
    if rules.operations is not None:
        found |= dominated_by_operations(cells, of_groups, rules.operations)
    if rules.live is not None and behind.live is not None:
        found |= live_cells(cells, of_groups, behind.live, rules.live)
    return bool(found.any())
