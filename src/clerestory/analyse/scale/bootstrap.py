"""Bias-corrected and accelerated bootstrap intervals that include the choice of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from clerestory.analyse.scale.choice import Chooser
from clerestory.analyse.scale.lattice import Floats
from clerestory.progress import SILENT, Progress

_GROUPS = 20  # of replicates, left out in turn, for the Monte Carlo error
_BATCH = 250  # replicates between two steps of progress


@dataclass(frozen=True)
class Replicates:
    """Estimates of the whole number on resampled tables; infinite where a replicate has no finite estimate.

    Attributes
    ----------
    estimate : float
        On the table itself.
    totals : float array of shape (B,)
        On the replicates.
    acceleration : float
        Of the jackknife over cases.
    """

    estimate: float
    totals: Floats
    acceleration: float


def resample(
    counts: Floats, chooser: Chooser, rng: np.random.Generator, *, number: int, progress: Progress = SILENT
) -> Replicates:
    """Choose a model and estimate on resampled tables, and on the table with each case left out.

    Parameters
    ----------
    counts : float array of shape (2 ** k,)
        Whole numbers of cases by capture history.
    chooser : Chooser
        The whole method, choice of the model and all.
    rng : Generator
        Where the replicates come from.
    number : int
        Replicates, B.

    References
    ----------
    Chan, Silverman and Vincent (2021), JASA 116, 1297-1306, section 3.3; Silverman, Chan and Vincent (2024).
    """
    total = int(counts.sum())
    tables = rng.multinomial(total, counts / total, size=number).astype(np.float64)
    found = []
    for start in range(0, number, _BATCH):
        part = tables[start : start + _BATCH]
        found.append(totals_of(part, chooser))
        progress.advance(len(part))
    return Replicates(
        float(totals_of(counts[None], chooser)[0]), np.concatenate(found), acceleration_of(counts, chooser)
    )


def acceleration_of(counts: Floats, chooser: Chooser) -> float:
    """Give the acceleration by the jackknife: each case left out in turn, cases of one history together.

    a = sum of d^3 / (6 (sum of d^2)^1.5), d the mean of the estimates less each.

    Returns
    -------
    float
        0 where leaving out a case leaves no finite estimate, or changes nothing.

    References
    ----------
    DiCiccio and Efron (1996), Bootstrap confidence intervals, Statistical Science 11, 189-228.
    """
    seen = np.flatnonzero(counts)
    tables = np.tile(counts, (len(seen), 1))
    tables[np.arange(len(seen)), seen] -= 1
    totals, weights = totals_of(tables, chooser), counts[seen]
    finite = np.isfinite(totals)
    if not finite.any():
        return 0.0
    away = np.average(totals[finite], weights=weights[finite]) - totals[finite]
    spread = float((weights[finite] * away**2).sum())
    return float((weights[finite] * away**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0


def bca_limits(replicates: Replicates, levels: Sequence[float]) -> Floats:
    """Give the BCa limits at the levels, such as 0.025 and 0.975.

    Returns
    -------
    float array of shape (levels,)
        Infinite where so many replicates have no finite estimate.
    """
    below = float((replicates.totals < replicates.estimate).mean())
    least = 1 / (
        2 * len(replicates.totals)
    )  # none below, or all: the nearest shares that B replicates can tell from these
    bias = ndtri(np.clip(below, least, 1 - least))
    shifted = bias + ndtri(np.asarray(levels))
    return _quantiles(replicates.totals, ndtr(bias + shifted / (1 - replicates.acceleration * shifted)))


def monte_carlo_errors(replicates: Replicates, levels: Sequence[float]) -> Floats:
    """Give the standard error of each limit that is due to the number of replicates alone.

    The replicates are split into 20 groups, and the limits computed without each of them in turn (a grouped jackknife).

    Returns
    -------
    float array of shape (levels,)
        Not a number where a limit is not finite.
    """
    groups = np.arange(len(replicates.totals)) % _GROUPS
    limits = np.array(
        [
            bca_limits(Replicates(replicates.estimate, replicates.totals[groups != g], replicates.acceleration), levels)
            for g in range(_GROUPS)
        ]
    )
    limits[~np.isfinite(limits)] = np.nan
    away = limits - limits.mean(axis=0)
    errors: Floats = np.sqrt((_GROUPS - 1) / _GROUPS * (away**2).sum(axis=0))
    return errors


def totals_of(tables: Floats, chooser: Chooser) -> Floats:
    """Give the estimated whole number of each table; infinite where there is no finite estimate."""
    hidden = chooser(tables).hidden
    found: Floats = tables.sum(axis=1) + np.where(np.isnan(hidden), np.inf, hidden)
    return found


def _quantiles(totals: Floats, shares: Floats) -> Floats:
    """Give linear quantiles, without the difference of two infinities that is not a number."""
    ordered = np.sort(totals)
    places = shares * (len(ordered) - 1)
    low, high = ordered[np.floor(places).astype(int)], ordered[np.ceil(places).astype(int)]
    with np.errstate(invalid="ignore"):
        found: Floats = np.where(low == high, low, low + (places - np.floor(places)) * (high - low))
    return found
