"""Survival curves only at points fixed before, with enough persons and operations between (S17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.model.contributors import two_largest
from clerestory.model.rules import SurvivalRule
from clerestory.model.tables import Counts, Mask
from clerestory.protect.rules.outputs.standing_out import stands_out


@dataclass(frozen=True)
class SurvivalPoint:
    """The share, in whole percent, for which the event had not come by ``time``."""

    time: int
    survival_pct: int


def survival_curve(
    durations: Counts, events: Mask, operations: Counts, rule: SurvivalRule, *, networks: Counts | None = None
) -> tuple[SurvivalPoint, ...]:
    """Give the product-limit estimate at the fixed points that may be printed.

    A point is printed if since the last printed one events came to ``min_persons`` persons of ``min_operations``
    operations, and as many are still there after it, and no operation and no network stands out among either. Persons
    who left without the event do not move the curve, so they do not count.

    Parameters
    ----------
    durations : int array of shape (n,)
        Time to the event or to the end of observation, in the unit of the points; confidential.
    events : bool array of shape (n,)
        Whether the event came.
    operations : int array of shape (n,)
        The operation of each person.
    rule : SurvivalRule
    networks : int array of shape (n,), optional
        The network of each person, where they are in networks; below 0 for those in none.

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
    groups = (operations,) if networks is None else (operations, networks)
    curve = _product_limit(durations, events)
    printed = []
    since = 0
    for time in rule.points:
        between, after = events & (durations > since) & (durations <= time), durations > time
        if all(_are_enough([group[chosen] for group in groups], rule) for chosen in (between, after)):
            printed.append(SurvivalPoint(time, round(100 * float(curve[time]))))
            since = time
    return tuple(printed)


def _product_limit(durations: Counts, events: Mask) -> npt.NDArray[np.float64]:
    """Give the estimate at each time from 0 to the longest duration."""
    every = np.bincount(durations)
    at_risk = np.cumsum(every[::-1])[::-1]
    gone = np.bincount(durations[events], minlength=len(every))
    return np.asarray(np.cumprod(1 - gone / np.maximum(at_risk, 1)), dtype=np.float64)


def _are_enough(groups: Sequence[Counts], rule: SurvivalRule) -> bool:
    """Say so of persons whose operations come first, then perhaps their networks."""
    persons, operations = len(groups[0]), len(np.unique(groups[0]))
    if persons < rule.min_persons or operations < rule.min_operations:
        return False
    return not any(stands_out(two_largest(np.bincount(group[group >= 0])), persons) for group in groups)
