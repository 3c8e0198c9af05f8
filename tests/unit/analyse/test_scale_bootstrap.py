"""Limits of the bootstrap and the tables of scenarios, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from clerestory.analyse.scale.bootstrap import Replicates, acceleration_of, bca_limits, monte_carlo_errors, resample
from clerestory.analyse.scale.choice import Choice
from clerestory.analyse.scale.scenarios import with_links, without_referrals, without_strangers

TOTALS = np.arange(1.0, 1001.0)


def mean_overlap(tables):
    """An estimator with known jackknife: the cases on A alone."""
    return Choice(np.ones(tables.shape, dtype=bool), tables[:, 1] - tables.sum(axis=1))


def test_without_bias_and_acceleration_limits_are_percentiles():
    assert bca_limits(Replicates(500.5, TOTALS, 0.0), [0.025, 0.975]) == pytest.approx([25.975, 975.025])


def test_limits_follow_the_formula_of_efron():
    bias, a = norm.ppf(0.3), 0.1
    levels = [norm.cdf(bias + (bias + z) / (1 - a * (bias + z))) for z in norm.ppf([0.025, 0.975])]
    assert bca_limits(Replicates(300.5, TOTALS, a), [0.025, 0.975]) == pytest.approx(np.quantile(TOTALS, levels))


def test_replicates_without_a_finite_estimate_make_the_limit_infinite_and_nothing_else():
    totals = np.where(TOTALS > 960, np.inf, TOTALS)
    low, high = bca_limits(Replicates(500.5, totals, 0.0), [0.025, 0.975])
    assert low == pytest.approx(25.975)
    assert np.isinf(high)
    assert np.isnan(monte_carlo_errors(Replicates(500.5, totals, 0.0), [0.025, 0.975])[1])


def test_the_monte_carlo_error_is_that_of_many_bootstraps():
    rng = np.random.default_rng(3)
    draws = rng.normal(1000, 100, size=(300, 1000))
    limits = np.array([bca_limits(Replicates(1000.0, one, 0.0), [0.025, 0.975]) for one in draws])
    told = np.mean([monte_carlo_errors(Replicates(1000.0, one, 0.0), [0.025, 0.975]) for one in draws], axis=0)
    assert told == pytest.approx(limits.std(axis=0), rel=0.25)


def test_the_acceleration_is_a_sixth_of_the_skewness_of_the_jackknife():
    # Leaving out a case of A lowers the statistic by 1, another leaves it: 3 cases of 10.
    counts = np.array([0.0, 3, 7, 0, 0, 0, 0, 0])
    jack = np.repeat([2.0, 3.0], [3, 7])
    away = jack.mean() - jack
    assert acceleration_of(counts, mean_overlap) == pytest.approx((away**3).sum() / (6 * (away**2).sum() ** 1.5))


def test_replicates_hold_as_many_cases_as_the_table():
    seen = []

    def chooser(tables):
        seen.append(tables)
        return mean_overlap(tables)

    resample(np.array([0.0, 3, 7, 2, 0, 0, 0, 1]), chooser, np.random.default_rng(1), number=300)
    tables = np.concatenate(seen)[:300]
    assert (tables.sum(axis=1) == 13).all()
    assert (tables[:, [0, 4, 5, 6]] == 0).all()


def test_false_links_are_undone_into_the_two_cases_that_they_were():
    counts = np.array([0.0, 100, 80, 20, 50, 0, 0, 0])
    assert with_links(counts, missed=0, false=0.1).tolist() == [0, 102, 82, 18, 50, 0, 0, 0]


def test_missed_links_are_undone_from_the_lists_that_counted_the_case_twice():
    counts = np.array([0.0, 100, 80, 20, 50, 0, 0, 0])
    assert with_links(counts, missed=0.2, false=0).tolist() == [0, 95, 75, 25, 50, 0, 0, 0]


def test_a_case_on_three_lists_whose_link_was_missed_stood_in_a_pair_that_was_seen():
    counts = np.array([0.0, 100, 80, 20, 50, 0, 0, 10])
    mended = with_links(counts, missed=0.5, false=0)
    assert mended[[5, 6]].tolist() == [0, 0]
    assert mended[7] == 20


def test_a_share_that_the_counts_contradict_gives_no_table():
    assert with_links(np.array([0.0, 3, 3, 20, 50, 0, 0, 0]), missed=0.5, false=0) is None
    assert without_strangers(np.array([0.0, 1, 3, 200, 50, 0, 0, 0]), at=0, share=0.5) is None


def test_a_referral_is_taken_back_from_the_list_that_took_it():
    counts = np.array([0.0, 100, 80, 20, 50, 6, 4, 8])
    assert without_referrals(counts, giver=0, taker=1, share=0.25).tolist() == [0, 105, 80, 15, 50, 8, 4, 6]


def test_strangers_are_taken_from_the_cases_on_the_list_alone():
    counts = np.array([0.0, 100, 80, 20, 50, 0, 0, 0])
    assert without_strangers(counts, at=0, share=0.05).tolist() == [0, 94, 80, 20, 50, 0, 0, 0]
