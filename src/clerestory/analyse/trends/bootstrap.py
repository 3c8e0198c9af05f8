"""Intervals that include the choice of the joinpoints: a parametric bootstrap that chooses anew in each replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from clerestory.analyse.trends.design import Floats, base_columns, with_joinpoints
from clerestory.analyse.trends.joinpoints import Model, Search, best_of, offset_of, score
from clerestory.errors import TableError
from clerestory.model.trends import Change, Family, TrendSeries, TrendSettings
from clerestory.progress import SILENT, Progress

LEVELS = (0.025, 0.975)
_LEAST_SPREAD, _MOST_SPREAD = 1e-9, 1e3
MOST_FAILED_PROP = 0.05  # replicates without a finite fit; with more the intervals would be of the kinder ones


@dataclass(frozen=True)
class Replicates:
    """What the replicates chose.

    Attributes
    ----------
    slopes : float array of shape (B, n - 1)
        Slope a year of the log mean over each step.
    shifts : float array of shape (B, breaks)
        Of the log mean at declared breaks.
    places : tuple of tuples of int
        Joinpoints.
    """

    slopes: Floats
    shifts: Floats
    places: tuple[tuple[int, ...], ...]


def resample(
    series: TrendSeries, search: Search, settings: TrendSettings, *, progress: Progress = SILENT
) -> Replicates:
    """Draw series from the chosen model, and choose the joinpoints and fit on each.

    Replicates have the overdispersion of the moments: that of the likelihood, which does not take off the degrees of
    freedom that the line uses, made intervals too narrow. A replicate keeps the distribution, and chooses among the 40
    models that were best on the series with each number of joinpoints; with one joinpoint that is nearly always all of
    them.

    Raises
    ------
    TableError
        If more than one replicate in twenty has no finite fit.
    """
    rng = np.random.default_rng(settings.seed)
    offset, mean = offset_of(series), mean_of(series, search.model)
    spread = moment_overdispersion(series.counts.astype(float), mean, search)
    found = []
    progress.begin("bootstrap", settings.replicates)
    for _ in range(settings.replicates):
        drawn = draw(mean, spread, rng)
        scored = [score(drawn, offset, group, search.model.family) for group in search.shortlist]
        found.append(best_of(scored))
        progress.advance(1)
    kept = [model for model in found if np.isfinite(model.bic)]
    if len(kept) < (1 - MOST_FAILED_PROP) * len(found):
        raise TableError(
            "has no interval: series like it often have no finite fit",
            where="series",
            remedy="Its counts are too sparse. Take wider areas or groups, or look for fewer joinpoints.",
        )
    quarters, first = len(series.counts), base_columns(series).shape[1] - len(series.breaks)
    return Replicates(
        np.array([model.slopes(quarters) for model in kept]),
        np.array([model.coefficients[first : first + len(series.breaks)] for model in kept]),
        tuple(model.places for model in kept),
    )


def mean_of(series: TrendSeries, model: Model) -> Floats:
    """Give the mean count of each quarter under a model; shape (n,)."""
    columns = with_joinpoints(base_columns(series), np.array([model.places], dtype=np.int64))[0]
    found: Floats = np.exp(offset_of(series) + columns @ model.coefficients)
    return found


def moment_overdispersion(counts: Floats, mean: Floats, search: Search) -> float:
    """Give the overdispersion at which Pearson's chi square is its degrees of freedom.

    Also where Poisson was chosen: BIC does not see a little overdispersion, and intervals do. Where the counts lie even
    nearer to their means, that of the likelihood stays: never less is drawn.

    References
    ----------
    Breslow (1984), Applied Statistics 33, 38-44.
    """
    least = search.model.overdispersion
    # The overdispersion itself is none of the line's parameters.
    freedom = search.freedom + (search.model.family is Family.NEGATIVE_BINOMIAL)

    def excess(log_spread: float) -> float:
        return float(((counts - mean) ** 2 / (mean + np.exp(log_spread) * mean**2)).sum()) - freedom

    low, high = np.log(max(least, _LEAST_SPREAD)), np.log(_MOST_SPREAD)
    return least if excess(low) <= 0 else float(np.exp(brentq(excess, low, high)))


def draw(mean: Floats, overdispersion: float, rng: np.random.Generator) -> Floats:
    """Draw counts with these means: Poisson, or gamma mixtures of Poisson where there is overdispersion."""
    if overdispersion > 0:
        mean = rng.gamma(1 / overdispersion, overdispersion * mean)
    return rng.poisson(mean).astype(float)


def change_of(log_change: float, replicates: Floats) -> Change:
    """Give a change of the log mean, with its percentiles over replicates, in percent."""
    low, high = np.quantile(replicates, LEVELS)
    return Change(*(float(100 * np.expm1(value)) for value in (log_change, low, high)))
