"""The overdispersion that replicates are drawn with, beside a fine grid and beside the truth."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.trends.bootstrap import mean_of, moment_overdispersion
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.model.trends import TrendSettings
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


def test_replicates_are_never_drawn_with_less_than_the_likelihood_finds_and_poisson_with_none():
    for seed in range(20):
        series, _ = made_series(seed, overdispersion=0.02, before=0.05, after=0.05)
        search = search_model(series, NONE)
        drawn = moment_overdispersion(series.counts.astype(float), mean_of(series, search.model), search)
        assert drawn >= search.model.overdispersion
    poisson, _ = made_series(3, overdispersion=0, before=0.05, after=0.05)
    search = search_model(poisson, NONE)
    assert moment_overdispersion(poisson.counts.astype(float), mean_of(poisson, search.model), search) == 0


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
