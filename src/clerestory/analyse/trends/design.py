"""Columns of a log-linear trend: level, slope, season, declared breaks, joinpoints."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import comb

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.findings.trends import TrendSeries

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]  # shape (n_models, n_joinpoints): quarters counted from 0

MOST_MODELS = 20_000
SLOPE, SEASONS = 1, 3  # place of the slope among the columns; columns of season


def base_columns(series: TrendSeries) -> Floats:
    """Give level, slope a year, three seasons and a step for each declared break; shape (n, 5 + breaks)."""
    at = np.arange(len(series.counts))
    season = (at + series.first.number - 1) % 4
    seasons = [(season == s).astype(float) for s in range(1, 4)]
    steps = [(at >= b.at).astype(float) for b in series.breaks]
    return np.column_stack([np.ones(len(at)), at / 4, *seasons, *steps])


def with_joinpoints(base: Floats, places: Places) -> Floats:
    """Give the columns of each model: the base, and for each joinpoint the years since it, 0 before.

    Returns
    -------
    float array of shape (n_models, n, 5 + breaks + joinpoints)
    """
    at = np.arange(len(base))
    hinges = np.maximum(at[None, :, None] - places[:, None, :], 0) / 4
    return np.concatenate([np.broadcast_to(base, (len(places), *base.shape)), hinges], axis=2)


def joinpoint_places(quarters: int, number: int, *, distance: int) -> Places:
    """Give all places of so many joinpoints that keep their distance from each other and from both ends.

    Raises
    ------
    TableError
        If there are more than 20,000.

    Examples
    --------
    >>> joinpoint_places(10, 1, distance=4).tolist()
    [[4], [5]]
    """
    inner = range(distance, quarters - distance)
    # Joinpoints at a distance are as many as any from a range that is shorter by what lies between them.
    if comb(max(len(inner) - (number - 1) * (distance - 1), 0), number) > MOST_MODELS:
        raise TableError(
            f"has more than {MOST_MODELS:,} places for {number} joinpoints",
            where="settings of the trend",
            remedy="Look for fewer joinpoints, or keep them farther apart.",
        )
    found = [p for p in combinations(inner, number) if all(b - a >= distance for a, b in pairwise(p))]
    return np.array(found, dtype=np.int64).reshape(len(found), number)
