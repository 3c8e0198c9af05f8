"""Dominance and the p% rule: which cells one or a few contributors make up, and what protection they need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.model.rules import DominanceRule, PPercentRule
from clerestory.model.tables import Counts, Mask
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.shares import check_values, is_over, rounded_up


@dataclass(frozen=True, repr=False)
class ProtectionLevels:
    """How far an attacker's bounds must lie from the value of an unsafe cell; confidential.

    Attributes
    ----------
    upper, lower : int array of shape (K,)
        Least distance above and below, in the unit of the value; 0 where the cell is safe.
    """

    upper: Counts
    lower: Counts

    def __repr__(self) -> str:
        return f"ProtectionLevels({len(self.upper)} cells)"


def dominated_cells(values: Counts, contributions: Contributions, rule: DominanceRule) -> Mask:
    """Mark the cells that the (n, k)-dominance rule makes unsafe; a zero never is.

    Parameters
    ----------
    values : int array of shape (K,)
        Totals X, in persons or the unit of a magnitude.
    contributions : Contributions
        x1 ≥ x2 ≥ ... of each cell.
    rule : DominanceRule
        Unsafe if x1 + ... + xn > (k / 100) X, compared exactly.

    Returns
    -------
    bool array of shape (K,)

    Raises
    ------
    TableError
        If a value is out of range.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.

    Examples
    --------
    >>> from scipy import sparse
    >>> behind = Contributions(sparse.csr_array([[70, 60], [20, 25], [10, 15]]))
    >>> dominated_cells(np.array([100, 100]), behind, DominanceRule(n=2, percent=85))
    array([ True, False])
    """
    check_values(values)
    return is_over(_largest_sum(contributions, rule.n), rule.share, values)


def dominance_levels(values: Counts, contributions: Contributions, rule: DominanceRule) -> ProtectionLevels:
    """Give the protection levels that the dominance rule requires.

    The upper bound of an attacker must be so far up that the n largest would be no more than k percent of it:
    (100 / k)(x1 + ... + xn) − X, rounded up. The lower level is the same, but never more than the value itself.

    Parameters
    ----------
    values, contributions, rule
        As for ``dominated_cells``.

    Returns
    -------
    ProtectionLevels

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2
    (protection levels).
    """
    unsafe = dominated_cells(values, contributions, rule)
    return _levels(rounded_up(_largest_sum(contributions, rule.n), 1 / rule.share) - values, values, unsafe)


def estimable_cells(values: Counts, contributions: Contributions, rule: PPercentRule) -> Mask:
    """Mark the cells that the p% rule makes unsafe; a zero never is.

    Parameters
    ----------
    values : int array of shape (K,)
        Totals X.
    contributions : Contributions
        x1 ≥ x2 ≥ ... of each cell.
    rule : PPercentRule
        Unsafe if X − x1 − x2 < (p / 100) x1, compared exactly.

    Returns
    -------
    bool array of shape (K,)

    Raises
    ------
    TableError
        If a value is out of range.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.

    Examples
    --------
    >>> from scipy import sparse
    >>> behind = Contributions(sparse.csr_array([[50, 50], [46, 45], [4, 5]]))
    >>> estimable_cells(np.array([100, 100]), behind, PPercentRule(10))
    array([ True, False])
    """
    check_values(values)
    first, second = contributions.largest(2)
    return is_over(first, 1 / rule.share, values - first - second)


def p_percent_levels(values: Counts, contributions: Contributions, rule: PPercentRule) -> ProtectionLevels:
    """Give the protection levels that the p% rule requires.

    The upper level is (p / 100) x1 − (X − x1 − x2), rounded up; the lower is the same, but never more than the value.

    Parameters
    ----------
    values, contributions, rule
        As for ``estimable_cells``.

    Returns
    -------
    ProtectionLevels

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2
    (protection levels).
    """
    unsafe = estimable_cells(values, contributions, rule)
    first, second = contributions.largest(2)
    return _levels(rounded_up(first, rule.share) - (values - first - second), values, unsafe)


def _largest_sum(contributions: Contributions, n: int) -> Counts:
    return np.asarray(contributions.largest(n).sum(axis=0), dtype=np.int64)


def _levels(upper: Counts, values: Counts, unsafe: Mask) -> ProtectionLevels:
    needed = np.where(unsafe, upper, 0)
    return ProtectionLevels(needed, np.minimum(needed, values))
