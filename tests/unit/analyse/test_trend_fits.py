"""Fits beside oracles that share no code: closed forms, a general optimiser, the variance that made the counts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from clerestory.analyse.trends.design import base_columns, joinpoint_places, with_joinpoints
from clerestory.analyse.trends.fitting import fit_models
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.findings.trends import Family, Quarter, TrendSeries, TrendSettings
from trend_series import made_series


def test_two_groups_have_the_logs_of_their_means():
    counts = np.array([3.0, 5, 10, 30])
    columns = np.array([[[1.0, 0], [1, 0], [1, 1], [1, 1]]])
    for family in Family:
        fit = fit_models(counts, np.zeros(4), columns, family=family)
        assert fit.coefficients[0] == pytest.approx([np.log(4), np.log(5)], abs=1e-6)


def test_an_exposure_divides_the_mean():
    counts, persons = np.array([3.0, 5, 10, 30]), np.array([1.0, 2, 2, 7])
    fit = fit_models(counts, np.log(persons), np.ones((1, 4, 1)), family=Family.POISSON)
    assert fit.coefficients[0, 0] == pytest.approx(np.log(48 / 12))


def _negative_binomial(counts, columns):
    """Maximise scipy's own negative binomial by a simplex-free general method, from the logs of the counts."""

    def minus(values):
        r = np.exp(-values[-1])
        mean = np.exp(columns @ values[:-1])
        return -stats.nbinom.logpmf(counts, r, r / (r + mean)).sum()

    start = [*np.linalg.lstsq(columns, np.log(counts + 0.5), rcond=None)[0], -3.0]
    return optimize.minimize(minus, start, method="BFGS", options={"gtol": 1e-7})


def test_the_negative_binomial_agrees_with_a_general_optimiser():
    series, turn = made_series(1, overdispersion=0.05)
    columns = with_joinpoints(base_columns(series), np.array([[turn]]))
    fit = fit_models(series.counts.astype(float), np.zeros(40), columns, family=Family.NEGATIVE_BINOMIAL)
    other = _negative_binomial(series.counts, columns[0])
    assert fit.log_likelihood[0] == pytest.approx(-other.fun, abs=1e-5)
    assert fit.coefficients[0] == pytest.approx(other.x[:-1], abs=1e-3)
    assert np.log(fit.overdispersion[0]) == pytest.approx(other.x[-1], abs=1e-2)


def test_counts_of_one_variance_with_their_mean_are_poisson_and_wider_ones_are_not():
    equal, wide = (made_series(3, overdispersion=spread)[0] for spread in (0, 0.05))
    assert search_model(equal, TrendSettings()).model.family is Family.POISSON
    assert search_model(wide, TrendSettings()).model.family is Family.NEGATIVE_BINOMIAL


def test_the_chosen_poisson_model_has_the_least_bic_of_every_place_tried_one_by_one():
    series, _ = made_series(2, overdispersion=0)
    found = search_model(series, TrendSettings(joinpoints=1)).model
    at = np.arange(40)
    season = np.eye(4)[at % 4]
    tried = {}
    for place in range(4, 36):
        X = np.column_stack([season, at / 10, np.maximum(at - place, 0) / 10])
        start = np.linalg.lstsq(X, np.log(series.counts), rcond=None)[0]
        done = optimize.minimize(
            lambda b, X=X: -stats.poisson.logpmf(series.counts, np.exp(X @ b)).sum(),
            start,
            jac=lambda b, X=X: X.T @ (np.exp(X @ b) - series.counts),
            method="BFGS",
        )
        tried[place] = 2 * done.fun + 8 * np.log(40)
    best = min(tried, key=tried.get)
    assert found.places == (best,)
    assert found.bic == pytest.approx(tried[best], abs=1e-4)


@pytest.mark.parametrize(
    ("number", "distance", "places"),
    [
        (0, 4, [[]]),  # no joinpoint is one model
        (1, 4, [[4], [5], [6], [7]]),  # four quarters before, and four after
        (2, 4, []),  # three parts of four do not fit into twelve
        (2, 3, [[3, 6], [3, 7], [3, 8], [4, 7], [4, 8], [5, 8]]),
    ],
)
def test_joinpoints_keep_their_distance(number, distance, places):
    assert joinpoint_places(12, number, distance=distance).tolist() == places


def test_a_count_that_runs_off_to_nothing_has_no_finite_fit():
    counts = np.array([0.0, 0, 0, 5, 7, 6])
    columns = np.array([[[1.0, 0]] * 3 + [[1, 1]] * 3])
    fit = fit_models(counts, np.zeros(6), columns, family=Family.POISSON)
    assert fit.log_likelihood.tolist() == [-np.inf]


def test_exact_growth_without_chance_is_given_back():
    at = np.arange(40)
    counts = np.rint(100_000 * 1.05 ** (at / 4)).astype(np.int64)
    found = search_model(TrendSeries(Quarter(2014, 1), counts, "offences", "HO2020"), TrendSettings())
    assert found.model.places == ()
    assert np.expm1(found.model.slopes(40)) == pytest.approx(np.full(39, 0.05), abs=1e-4)
