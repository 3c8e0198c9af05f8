"""Shares compared in whole numbers: a part of exactly half is never over half."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from clerestory.errors import TableError
from clerestory.model.tables import Counts, Mask

MOST = 2**40  # of a value: times 100 and the finest denominator of a rule it stays within 64 bits


def is_over(part: Counts, share: Fraction, whole: Counts) -> Mask:
    """Mark where a part is more than a share of its whole.

    Examples
    --------
    >>> is_over(np.array([5, 6]), Fraction(1, 2), np.array([10, 10]))
    array([False,  True])
    """
    return np.asarray(part * share.denominator > whole * share.numerator, dtype=bool)


def rounded_up(values: Counts, factor: Fraction) -> Counts:
    """Give the least whole numbers that are not below ``values`` times ``factor``.

    Examples
    --------
    >>> rounded_up(np.array([10, 17]), Fraction(100, 85))
    array([12, 20])
    """
    return -(-values * factor.numerator // factor.denominator)


def check_values(values: Counts) -> None:
    """Check the values of cells.

    Raises
    ------
    TableError
        If one is negative or too large to be compared exactly.
    """
    if values.size and not 0 <= values.min() <= values.max() <= MOST:
        raise TableError("has a value out of range", where="the table", remedy=f"Values are 0 to {MOST:,}.")
