"""Quantiles without minimum and maximum (S17)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from clerestory.errors import ProtectionError, RuleSetError
from clerestory.model.rules import QuantileRule
from clerestory.model.tables import Counts


def printed_quantiles(
    values: Counts, operations: npt.NDArray[np.int64], at: Sequence[Fraction], rule: QuantileRule
) -> tuple[int, ...]:
    """Give quantiles rounded to the rule's unit.

    The quantile of a share q is the least value with at least q n persons at or below it.

    Parameters
    ----------
    values : int array of shape (n,)
        One for each person, such as an age in years; confidential.
    operations : int array of shape (n,)
        The operation of each person.
    at : sequence of Fraction
        Shares, above 0 and below 1.
    rule : QuantileRule

    Returns
    -------
    tuple of int
        Multiples of the unit, halves up.

    Raises
    ------
    RuleSetError
        If a minimum or maximum is asked for.
    ProtectionError
        If fewer than ``min_persons`` persons or ``min_operations`` operations are on one side, the quantile's own left
        out.

    Examples
    --------
    >>> ages = np.arange(10, 35)
    >>> printed_quantiles(ages, np.arange(25) % 5, [Fraction(1, 2)], QuantileRule(unit=2))
    (22,)
    """
    if any(not 0 < share < 1 for share in at):
        raise RuleSetError(
            "asks for a minimum or maximum, which is one person's value",
            where="quantiles",
            remedy="Ask for shares above 0 and below 1.",
        )
    order = np.argsort(values, kind="stable")
    made = []
    for share in at:
        place = -(-share.numerator * len(values) // share.denominator) - 1
        for side in (order[:place], order[place + 1 :]):
            _check_side(operations[side], rule)
        made.append(int((2 * values[order[place]] + rule.unit) // (2 * rule.unit) * rule.unit))
    return tuple(made)


def _check_side(operations: npt.NDArray[np.int64], rule: QuantileRule) -> None:
    if len(operations) < rule.min_persons or len(np.unique(operations)) < rule.min_operations:
        raise ProtectionError(
            "has too few persons or operations on one side",
            where="quantiles",
            remedy=f"It takes {rule.min_persons} persons of {rule.min_operations} operations; ask nearer the median.",
        )
