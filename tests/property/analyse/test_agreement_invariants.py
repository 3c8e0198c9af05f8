"""What must not change alpha and kappa, over generated codings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from clerestory.analyse.agreement import cohens_kappa, krippendorff_alpha
from clerestory.model.findings.agreement import Level

VALUES = arrays.arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(2, 4)),
    elements=st.one_of(st.integers(-4, 4).map(float), st.just(np.nan)),
)
TABLES = arrays.arrays(np.int64, st.integers(2, 5).map(lambda k: (k, k)), elements=st.integers(0, 20))
LEVELS = st.sampled_from(Level)


def defined(values):
    """Give the values of a table that has an alpha."""
    kept = values[(~np.isnan(values)).sum(axis=1) >= 2]
    assume(len(np.unique(kept[~np.isnan(kept)])) > 1)
    return values


@given(VALUES, LEVELS, st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_changes_nothing(values, level, random):
    alpha = krippendorff_alpha(defined(values), level)
    units, coders = (random.sample(range(n), n) for n in values.shape)
    assert krippendorff_alpha(values[units][:, coders], level) == pytest.approx(alpha, abs=1e-12)


@given(VALUES, LEVELS)
def test_alpha_is_at_most_one_and_one_only_where_all_pairs_are_equal(values, level):
    alpha = krippendorff_alpha(defined(values), level)
    spread = np.nanmax(values, axis=1, initial=-9, where=~np.isnan(values)) - np.nanmin(
        values, axis=1, initial=9, where=~np.isnan(values)
    )
    differ = (spread[(~np.isnan(values)).sum(axis=1) >= 2] > 0).any()
    assert alpha <= 1 + 1e-12
    assert (alpha < 1 - 1e-9) == differ


@given(VALUES, st.permutations(range(9)))
def test_nominal_codes_may_have_other_numbers(values, numbers):
    alpha = krippendorff_alpha(defined(values), Level.NOMINAL)
    other = np.where(np.isnan(values), np.nan, np.array(numbers, dtype=float)[np.nan_to_num(values + 4).astype(int)])
    assert krippendorff_alpha(other, Level.NOMINAL) == pytest.approx(alpha, abs=1e-12)


@given(VALUES)
def test_an_order_may_be_written_with_any_rising_numbers(values):
    alpha = krippendorff_alpha(defined(values), Level.ORDINAL)
    assert krippendorff_alpha(np.exp(values), Level.ORDINAL) == pytest.approx(alpha, abs=1e-12)


@given(VALUES, st.floats(0.1, 50), st.floats(-1000, 1000))
def test_an_interval_scale_may_have_another_unit_and_zero(values, unit, zero):
    alpha = krippendorff_alpha(defined(values), Level.INTERVAL)
    assert krippendorff_alpha(values * unit + zero, Level.INTERVAL) == pytest.approx(alpha, abs=1e-6)


@given(VALUES, LEVELS)
def test_a_unit_with_one_value_tells_nothing(values, level):
    alpha = krippendorff_alpha(defined(values), level)
    lone = np.full((1, values.shape[1]), np.nan)
    lone[0, 0] = 3
    assert krippendorff_alpha(np.vstack([values, lone]), level) == pytest.approx(alpha, abs=1e-12)


@given(TABLES)
def test_kappa_is_the_same_with_coders_exchanged_and_counts_doubled(table):
    margins = table.sum(axis=0), table.sum(axis=1)
    assume(table.sum() and not any((margins[0] == table.sum()) & (margins[1] == table.sum())))
    kappa = cohens_kappa(table)
    assert kappa <= 1
    assert cohens_kappa(table.T) == pytest.approx(kappa, abs=1e-12)
    assert cohens_kappa(2 * table) == pytest.approx(kappa, abs=1e-12)


@given(VALUES)
def test_where_both_coders_have_the_same_margins_alpha_is_kappa_corrected_for_few_units(values):
    pair = defined(values)[:, :2]
    assume(len(np.unique(pair[~np.isnan(pair).any(axis=1)])) > 1)
    both = np.vstack([pair[~np.isnan(pair).any(axis=1)]] * 2)
    both[len(both) // 2 :] = both[len(both) // 2 :, ::-1]  # each coder's margins are now those of both
    levels, at = np.unique(both, return_inverse=True)
    table = np.zeros((len(levels), len(levels)))
    np.add.at(table, tuple(at.reshape(both.shape).T), 1)
    # Krippendorff: alpha = 1 - (1 - kappa) (n - 1) / n where the margins are equal.
    n = both.size
    expected = 1 - (1 - cohens_kappa(table)) * (n - 1) / n
    assert krippendorff_alpha(both, Level.NOMINAL) == pytest.approx(expected, abs=1e-12)
