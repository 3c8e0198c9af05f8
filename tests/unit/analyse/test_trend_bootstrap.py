"""The overdispersion that replicates are drawn with, beside a fine grid and beside the truth."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.trends.bootstrap import mean_of, moment_overdispersion
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.trends import Family, Quarter, TrendSeries, TrendSettings
from trend_series import made_series

NONE = TrendSettings(joinpoints=0)


def test_pearsons_chi_square_is_its_degrees_of_freedom():
    series, _ = made_series(4, overdispersion=0.02, before=0.05, after=0.05)
    search = search_model(series, NONE)
    counts, mean = series.counts.astype(float), mean_of(series, search.model)
    grid = np.linspace(0.001, 0.1, 200_000)[:, None]
    chi = ((counts - mean) ** 2 / (mean + grid * mean**2)).sum(axis=1)
    near = grid[np.abs(chi - (40 - 5)).argmin(), 0]  # level, slope and three seasons
    assert moment_overdispersion(counts, mean, search) == pytest.approx(near, abs=1e-6)


def test_replicates_are_never_drawn_with_less_than_the_likelihood_finds():
    for seed in range(20):
        series, _ = made_series(seed, overdispersion=0.02, before=0.05, after=0.05)
        search = search_model(series, NONE)
        drawn = moment_overdispersion(series.counts.astype(float), mean_of(series, search.model), search)
        assert drawn >= search.model.overdispersion


def test_a_little_overdispersion_is_drawn_where_poisson_was_chosen():
    hidden = []
    for seed in range(60):
        series, _ = made_series(seed, level=200, overdispersion=0.003, before=0.0, after=0.0)
        search = search_model(series, NONE)
        if search.model.family is Family.POISSON:
            hidden.append(moment_overdispersion(series.counts.astype(float), mean_of(series, search.model), search))
    assert len(hidden) > 10
    assert 0.0005 < np.mean(hidden) < 0.003


def test_counts_nearer_to_their_means_than_poisson_are_drawn_as_poisson():
    at = np.arange(40)
    counts = np.rint(1000 * 1.05 ** (at / 4)).astype(np.int64)
    series = TrendSeries(Quarter(2014, 1), counts, "offences", "HO2020")
    search = search_model(series, NONE)
    assert moment_overdispersion(counts.astype(float), mean_of(series, search.model), search) == 0


def test_the_overdispersion_of_many_series_is_the_true_one_on_average():
    found = []
    for seed in range(150):
        series, _ = made_series(seed, overdispersion=0.02, before=0.05, after=0.05)
        search = search_model(series, NONE)
        counts, mean = series.counts.astype(float), mean_of(series, search.model)
        found.append((moment_overdispersion(counts, mean, search), search.model.overdispersion))
    moments, likelihood = np.mean(found, axis=0)
    assert moments == pytest.approx(0.02, rel=0.06)
    assert likelihood < 0.018
