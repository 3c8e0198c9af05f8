"""Intervals that include the choice of the joinpoints: a parametric bootstrap that chooses anew in each replicate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.analyse.trends.design import Floats, base_columns, with_joinpoints
from clerestory.analyse.trends.joinpoints import Model, Search, best_of, offset_of, score
from clerestory.analyse.trends.overdispersion import freedom_of, overdispersion_at
from clerestory.errors import TableError
from clerestory.model.findings.trends import Change, TrendSeries, TrendSettings
from clerestory.progress import SILENT, Progress

LEVELS = (0.025, 0.975)
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

    Each replicate draws its overdispersion: that at which Pearson's chi square of the series is a draw from its own
    distribution. That of the likelihood takes no degrees of freedom off for the line, and is none at all where BIC
    chose Poisson because it did not see a little: intervals were too narrow. A replicate is fitted with the chosen
    distribution, and chooses among the 40 models that were best on the series with each number of joinpoints; with one
    joinpoint that is nearly always all of them.

    Raises
    ------
    TableError
        If more than one replicate in twenty has no finite fit.
    """
    rng = np.random.default_rng(settings.seed)
    offset, mean = offset_of(series), mean_of(series, search.model)
    counts, freedom = series.counts.astype(float), freedom_of(search)
    found = []
    progress.begin("bootstrap", settings.replicates)
    for _ in range(settings.replicates):
        drawn = draw(mean, overdispersion_at(counts, mean, float(rng.chisquare(freedom))), rng)
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


def draw(mean: Floats, overdispersion: float, rng: np.random.Generator) -> Floats:
    """Draw counts with these means: Poisson, or gamma mixtures of Poisson where there is overdispersion."""
    if overdispersion > 0:
        mean = rng.gamma(1 / overdispersion, overdispersion * mean)
    return rng.poisson(mean).astype(float)


def change_of(log_change: float, replicates: Floats) -> Change:
    """Give a change of the log mean, with its percentiles over replicates, in percent."""
    low, high = np.quantile(replicates, LEVELS, method="weibull")  # the others lie too far in for few replicates
    return Change(*(float(100 * np.expm1(value)) for value in (log_change, low, high)))
