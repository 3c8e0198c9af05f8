"""The overdispersion that replicates are drawn with, beside a fine grid and beside the truth."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.trends.bootstrap import mean_of
from clerestory.analyse.trends.joinpoints import search_model
from clerestory.analyse.trends.overdispersion import freedom_of, overdispersion_at
from clerestory.model.findings.trends import Family, Quarter, TrendSeries, TrendSettings
from trend_series import made_series

NONE = TrendSettings(joinpoints=0)


def moments(series):
    """Give the overdispersion of the moments, that of the likelihood, and the distribution that was chosen."""
    search = search_model(series, NONE)
    found = overdispersion_at(series.counts.astype(float), mean_of(series, search.model), freedom_of(search))
    return found, search.model.overdispersion, search.model.family


def test_pearsons_chi_square_has_the_value_that_is_asked():
    series, _ = made_series(4, overdispersion=0.02, before=0.05, after=0.05)
    search = search_model(series, NONE)
    assert freedom_of(search) == 40 - 5  # level, slope and three seasons
    counts, mean = series.counts.astype(float), mean_of(series, search.model)
    grid = np.linspace(0.001, 0.1, 200_000)[:, None]
    chi_square = ((counts - mean) ** 2 / (mean + grid * mean**2)).sum(axis=1)
    for asked in (25, 35, 50):
        near = grid[np.abs(chi_square - asked).argmin(), 0]
        assert overdispersion_at(counts, mean, asked) == pytest.approx(near, abs=1e-6)


def test_a_little_overdispersion_is_seen_where_poisson_was_chosen():
    series = (made_series(seed, level=200, overdispersion=0.003, before=0.0, after=0.0)[0] for seed in range(60))
    hidden = [found for found, _, family in map(moments, series) if family is Family.POISSON]
    assert len(hidden) > 10
    assert 0.0005 < np.mean(hidden) < 0.003


def test_counts_nearer_to_their_means_than_poisson_have_none():
    counts = np.rint(1000 * 1.05 ** (np.arange(40) / 4)).astype(np.int64)
    assert moments(TrendSeries(Quarter(2014, 1), counts, "offences", "HO2020"))[0] == 0


def test_the_overdispersion_of_many_series_is_the_true_one_on_average():
    found = [moments(made_series(seed, overdispersion=0.02, before=0.05, after=0.05)[0])[:2] for seed in range(150)]
    of_moments, of_likelihood = np.mean(found, axis=0)
    assert of_moments == pytest.approx(0.02, rel=0.06)
    assert of_likelihood < 0.018
