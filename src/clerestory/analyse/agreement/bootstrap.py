"""Percentile intervals of coefficients by drawing units again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from clerestory.analyse.agreement.codings import Floats, Ints
from clerestory.model.findings.agreement import Coefficient
from clerestory.progress import Progress

LEVELS = (0.025, 0.975)
MOST_UNDEFINED_PROP = 0.05  # replicates whose values are all the same; with more the interval would be of the others

Statistic = Callable[[Floats], float | None]


def with_intervals(
    statistics: Sequence[Statistic],
    times: Ints,
    replicates: int,
    *,
    rng: np.random.Generator,
    progress: Progress,
) -> tuple[Coefficient | None, ...]:
    """Give each statistic with its percentile interval over units that are drawn again, as many as there are.

    Parameters
    ----------
    statistics : sequence of callable
        Each takes how often each pattern is there, and gives a number, or None where it is not defined.
    times : int array of shape (n_patterns,)
        How many units have each pattern.
    replicates : int
    rng : numpy.random.Generator

    Returns
    -------
    tuple of Coefficient or None
        None where a statistic is not defined for the units as they are.
    """
    units = int(times.sum())
    drawn: list[list[float | None]] = [[] for _ in statistics]
    for _ in range(replicates):
        again = rng.multinomial(units, times / units).astype(np.float64)
        for values, statistic in zip(drawn, statistics, strict=True):
            values.append(statistic(again))
        progress.advance(1)
    here = times.astype(np.float64)
    return tuple(_coefficient(statistic(here), values) for statistic, values in zip(statistics, drawn, strict=True))


def _coefficient(value: float | None, drawn: Sequence[float | None]) -> Coefficient | None:
    if value is None:
        return None
    kept = [found for found in drawn if found is not None]
    if len(kept) < (1 - MOST_UNDEFINED_PROP) * len(drawn):
        return Coefficient(value, None, None)
    low, high = np.quantile(kept, LEVELS)
    return Coefficient(value, float(low), float(high))
