"""Percentages with one decimal, on bases that are large enough (S5)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.rules import PercentBase
from clerestory.model.shares import tenths_of_a_percent
from clerestory.model.tables import Counts
from clerestory.protect.rules.shares import check_values


def percentages(parts: Counts, bases: Counts, rule: PercentBase, *, variables: int) -> npt.NDArray[np.float64]:
    """Give 100 · part / base to one decimal, halves up; not a number where the base is too small.

    Parameters
    ----------
    parts, bases : int array of one shape
        Published counts: rounded ones where counts are rounded, so that nothing true is told beside them.
    rule : PercentBase
    variables : int
        How many variables the table crosses; from three on the rule asks for more.

    Returns
    -------
    float array of the same shape
        0 to 100.

    Raises
    ------
    TableError
        If a count is out of range, or a part is more than its base.

    Examples
    --------
    >>> percentages(np.array([10, 29]), np.array([80, 29]), PercentBase(), variables=2)
    array([12.5,  nan])
    """
    check_values(parts)
    check_values(bases)
    if (parts > bases).any():
        raise TableError("has a part larger than its base", where="percentages", remedy="Give the base of each part.")
    there = bases >= rule.least(variables=variables)
    return np.where(there, tenths_of_a_percent(parts, np.maximum(bases, 1)) / 10, np.nan)
