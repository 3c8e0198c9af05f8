"""Operations behind cells: too few, one that dominates, one that is live (S6, L6)."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from clerestory.model.rules import LiveCaseRule, OperationRule
from clerestory.model.tables import Counts, Mask
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.shares import check_values, is_over


def dominated_by_operations(counts: Counts, operations: Contributions, rule: OperationRule) -> Mask:
    """Mark the cells behind which there are too few operations, or one with too many of the persons (S6).

    Zeros are never unsafe. A cell of persons of no operation has no operation behind it, and is.

    Parameters
    ----------
    counts : int array of shape (K,)
        Persons of each cell.
    operations : Contributions
        Of those the persons in each operation; a person in two is in both.
    rule : OperationRule

    Returns
    -------
    bool array of shape (K,)

    Examples
    --------
    >>> from scipy import sparse
    >>> behind = Contributions(sparse.csr_array([[10, 11, 10], [5, 5, 10], [5, 4, 0]]))
    >>> dominated_by_operations(np.array([20, 20, 20]), behind, OperationRule())
    array([False,  True,  True])
    """
    check_values(counts)
    too_few = operations.number() < rule.min_operations
    too_large = is_over(operations.largest(1)[0], Fraction(rule.max_share), counts)
    return (counts > 0) & (too_few | too_large)


def live_cells(counts: Counts, operations: Contributions, live: Mask, rule: LiveCaseRule) -> Mask:
    """Mark the cells in which a live operation can be seen (L6).

    Parameters
    ----------
    counts : int array of shape (K,)
        Persons of each cell.
    operations : Contributions
        Of those the persons in each of C operations.
    live : bool array of shape (C,)
        Operations whose proceedings are not over, or not known to be.
    rule : LiveCaseRule

    Returns
    -------
    bool array of shape (K,)

    Examples
    --------
    >>> from scipy import sparse
    >>> behind = Contributions(sparse.csr_array([[4, 5], [4, 4], [4, 4], [4, 4], [4, 3]]))
    >>> live_cells(np.array([20, 20]), behind, np.array([True, False, False, False, False]), LiveCaseRule())
    array([False,  True])
    """
    check_values(counts)
    theirs = Contributions(operations.parts[np.flatnonzero(live)])
    too_large = is_over(theirs.largest(1)[0], Fraction(rule.max_share), counts)
    one_of_few = (theirs.number() > 0) & (operations.number() < rule.min_operations)
    return np.asarray((counts > 0) & (too_large | one_of_few), dtype=bool)
