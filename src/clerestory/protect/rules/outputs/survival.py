"""Survival curves only at points fixed before, with enough persons and operations between (S17)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.model.rules import SurvivalRule
from clerestory.model.tables import Counts, Mask


@dataclass(frozen=True)
class SurvivalPoint:
    """The share, in whole percent, for which the event had not come by ``time``."""

    time: int
    survival_pct: int


def survival_curve(
    durations: Counts, events: Mask, operations: npt.NDArray[np.int64], rule: SurvivalRule
) -> tuple[SurvivalPoint, ...]:
    """Give the product-limit estimate at the fixed points that may be printed.

    A point is printed if since the last printed one events came to ``min_persons`` persons of ``min_operations``
    operations, and as many are still there after it. Persons who left without the event do not move the curve, so they
    do not count.

    Parameters
    ----------
    durations : int array of shape (n,)
        Time to the event or to the end of observation, in the unit of the points; confidential.
    events : bool array of shape (n,)
        Whether the event came.
    operations : int array of shape (n,)
        The operation of each person.
    rule : SurvivalRule

    Returns
    -------
    tuple of SurvivalPoint
        None at all if no point may be printed.

    References
    ----------
    Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, JASA 53, 457-481.

    Examples
    --------
    >>> durations = np.repeat([1, 2, 3], [10, 2, 28])
    >>> survival_curve(durations, np.full(40, True), np.arange(40) % 4, SurvivalRule(points=(1, 2)))
    (SurvivalPoint(time=1, survival_pct=75),)
    """
    printed = []
    since = 0
    for time in rule.points:
        between = events & (durations > since) & (durations <= time)
        if _are_enough(operations[between], rule) and _are_enough(operations[durations > time], rule):
            printed.append(SurvivalPoint(time, round(100 * _product_limit(durations, events, time))))
            since = time
    return tuple(printed)


def _product_limit(durations: Counts, events: Mask, until: int) -> float:
    times = np.unique(durations[events & (durations <= until)])
    at_risk = (durations[:, None] >= times).sum(axis=0)
    gone = (events[:, None] & (durations[:, None] == times)).sum(axis=0)
    return float(np.prod(1 - gone / at_risk))


def _are_enough(operations: npt.NDArray[np.int64], rule: SurvivalRule) -> bool:
    return len(operations) >= rule.min_persons and len(np.unique(operations)) >= rule.min_operations
