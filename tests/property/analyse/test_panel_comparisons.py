"""Comparisons of shares: what is less known never tells more, and who is compared with whom only turns the sign."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.findings.contrasts import Bounds, PublishedShare, difference, quantile
from clerestory.model.findings.panel import ItemCounts
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.protect.rules.outputs.compared import printed_comparisons

RULES = TableRules(ThresholdRule(10), percent_base=30, rounding_base=5)
ends = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
bounds = st.builds(lambda pair, base: Bounds(*pair, base), ends, st.integers(1, 5000))
counts = st.lists(st.integers(0, 60), min_size=3, max_size=5).map(tuple)


@settings(max_examples=50, deadline=None)
@given(bounds, bounds, st.integers(1, 40))
def test_the_other_way_round_the_interval_turns_its_sign(one, other, number):
    low, high = difference(one, other, quantile(number))
    assert difference(other, one, quantile(number)) == pytest.approx((-high, -low))
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9


@settings(max_examples=50, deadline=None)
@given(bounds, bounds, st.integers(1, 40))
def test_wider_bounds_fewer_cases_and_more_comparisons_never_narrow_an_interval(one, other, number):
    low, high = difference(one, other, quantile(number))
    wider = Bounds(one.low / 2, (1 + one.high) / 2, max(one.base // 2, 1))
    for made in (difference(wider, other, quantile(number)), difference(one, other, quantile(number + 1))):
        assert made[0] <= low + 1e-9
        assert made[1] >= high - 1e-9


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 90), st.integers(0, 90), st.integers(0, 90))
def test_more_that_is_not_recorded_only_widens_worst_case_bounds(count, others, missing):
    total = count + others + missing + 1
    share = PublishedShare(count, total, missing, few=False, left=0, slack=0)
    more = PublishedShare(count, total, min(missing + 1, total - count), few=False, left=0, slack=0)
    held = share.worst_case and more.worst_case
    assert not held or (more.bounds.low <= share.bounds.low and more.bounds.high >= share.bounds.high)


@settings(max_examples=20, deadline=None)
@given(counts, st.data(), st.integers(0, 9))
def test_no_share_is_printed_of_fewer_than_ten_cases_or_of_a_small_group(of_types, data, seed):
    of_others = data.draw(st.tuples(*[st.integers(0, 60)] * len(of_types)))
    codes = tuple("abcd"[: len(of_types) - 1])
    printed = printed_comparisons([ItemCounts("way", codes, of_types, of_others)], RULES, seed=seed)
    small = min(sum(of_types), sum(of_others)) < 30
    assert not (small and printed)
    for row in printed:
        at = codes.index(row.code)
        assert all(not 0 < count < 10 for count in (of_types[at], of_others[at]))


def test_intervals_hold_the_true_difference_as_often_as_they_say():
    by = np.random.default_rng(4)
    held = 0
    for _ in range(2000):
        one, other = by.binomial(60, 0.3) / 60, by.binomial(90, 0.5) / 90
        low, high = difference(Bounds(one, one, 60), Bounds(other, other, 90), quantile(1))
        held += low <= -0.2 <= high
    assert 0.935 <= held / 2000 <= 0.975
