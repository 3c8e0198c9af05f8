"""The choice of distribution and joinpoints by BIC, over all places that are allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.analyse.trends.design import (
    SLOPE,
    Floats,
    Places,
    base_columns,
    joinpoint_places,
    with_joinpoints,
)
from clerestory.analyse.trends.fitting import Fits, fit_models
from clerestory.errors import TableError
from clerestory.model.findings.trends import LEAST_FREEDOM, Family, TrendSeries, TrendSettings

SHORTLIST = 40  # models with each number of joinpoints among which replicates choose


@dataclass(frozen=True)
class Candidates:
    """Models with the same number of joinpoints, ready to fit."""

    places: Places
    columns: Floats

    @property
    def price(self) -> int:
        """Parameters that BIC counts: coefficients, and two more for each joinpoint, whose place the data choose.

        With one more, one synthetic series in eight that turns once got a second joinpoint.
        """
        return int(self.columns.shape[2] + 2 * self.places.shape[1])


@dataclass(frozen=True)
class Model:
    """The chosen model.

    Attributes
    ----------
    places : tuple of int
        Its joinpoints, in quarters counted from 0.
    coefficients : float array
        Level, slope a year, three seasons, breaks, joinpoints.
    """

    family: Family
    places: tuple[int, ...]
    coefficients: Floats
    overdispersion: float
    bic: float

    def slopes(self, quarters: int) -> Floats:
        """Give the slope a year of the log mean over each step from one quarter to the next; shape (n - 1,)."""
        at = np.arange(quarters - 1)
        turns = self.coefficients[len(self.coefficients) - len(self.places) :]
        found: Floats = self.coefficients[SLOPE] + sum(
            (turn * (at >= place) for place, turn in zip(self.places, turns, strict=True)), np.zeros(quarters - 1)
        )
        return found


@dataclass(frozen=True)
class Scored:
    """Models of one distribution with the same number of joinpoints, fitted."""

    group: Candidates
    family: Family
    fits: Fits
    bic: Floats

    def best(self) -> Model:
        """Give the model with the smallest BIC."""
        at = int(np.argmin(self.bic))
        places = tuple(int(place) for place in self.group.places[at])
        return Model(
            self.family,
            places,
            self.fits.coefficients[at],
            float(self.fits.overdispersion[at]),
            float(self.bic[at]),
        )

    def shortlist(self) -> Candidates:
        """Give the models that replicates choose among."""
        kept = np.argsort(self.bic, kind="stable")[:SHORTLIST]
        return Candidates(self.group.places[kept], self.group.columns[kept])


@dataclass(frozen=True)
class Search:
    """The chosen model, and what replicates choose among."""

    model: Model
    shortlist: tuple[Candidates, ...]
    models: int
    freedom: int


def search_model(series: TrendSeries, settings: TrendSettings) -> Search:
    """Fit every model of both distributions, and choose the one with the smallest BIC.

    BIC = -2 log likelihood + log(quarters) × parameters; a joinpoint is three parameters, and the
    overdispersion is one. Models that leave fewer than ten degrees of freedom are not looked at.

    Raises
    ------
    TableError
        If no model has a finite fit, or there are too many.

    References
    ----------
    Kim, Fay, Feuer and Midthune (2000), Statistics in Medicine 19, 335-351; Kim and Kim (2016), Journal of
    Statistical Planning and Inference 170, for a penalty of three.
    """
    counts, offset = series.counts.astype(float), offset_of(series)
    groups = _groups(series, settings)
    scored = {family: [score(counts, offset, group, family) for group in groups] for family in Family}
    model = min((best_of(found) for found in scored.values()), key=lambda found: found.bic)
    if not np.isfinite(model.bic):
        raise TableError("has no finite fit", where="series", remedy="Its counts are too sparse: take wider groups.")
    used = len(model.coefficients) + len(model.places) + (model.family is Family.NEGATIVE_BINOMIAL)
    listed = tuple(found.shortlist() for found in scored[model.family])
    return Search(model, listed, len(Family) * sum(len(g.places) for g in groups), len(counts) - used)


def offset_of(series: TrendSeries) -> Floats:
    """Give the log of the exposure, 0 where there is none; shape (n,)."""
    return np.zeros(len(series.counts)) if series.exposure is None else np.log(series.exposure)


def score(counts: Floats, offset: Floats, group: Candidates, family: Family) -> Scored:
    """Fit each model of a group, and give its BIC; infinite where it has no finite fit."""
    fits = fit_models(counts, offset, group.columns, family=family)
    parameters = group.price + (family is Family.NEGATIVE_BINOMIAL)
    return Scored(group, family, fits, -2 * fits.log_likelihood + np.log(len(counts)) * parameters)


def best_of(groups: Sequence[Scored]) -> Model:
    """Give the model with the smallest BIC; with fewer joinpoints where two are equal."""
    return min((group.best() for group in groups), key=lambda model: model.bic)


def _groups(series: TrendSeries, settings: TrendSettings) -> tuple[Candidates, ...]:
    base, found = base_columns(series), []
    for number in range(settings.joinpoints + 1):
        if len(base) - base.shape[1] - 2 * number - 1 < LEAST_FREEDOM and number:
            break
        places = joinpoint_places(len(base), number, distance=settings.distance)
        if len(places):
            found.append(_of_full_rank(Candidates(places, with_joinpoints(base, places))))
    return tuple(found)


def _of_full_rank(group: Candidates) -> Candidates:
    """Leave out models whose turns cannot be told from declared breaks."""
    full = np.linalg.matrix_rank(group.columns) == group.columns.shape[2]
    return Candidates(group.places[full], group.columns[full])
