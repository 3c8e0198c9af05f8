"""Pairs of one source, which are two persons for certain, and what follows from them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import gamma

from clerestory.link.answers import NO_CONTROLS, Controls
from clerestory.link.expected import Range
from clerestory.link.preparing.comparable import ACROSS, ALSO_WITHIN, Comparable


def records(*sizes, within=ACROSS):
    source = [i for i, n in enumerate(sizes) for _ in range(n)]
    return Comparable(pl.DataFrame({"record": range(len(source)), "source": source}), (), (), within)


def compared(of: Comparable) -> list[tuple[int, int]]:
    frame, other = of.frame.rename(lambda c: f"l_{c}"), of.frame.rename(lambda c: f"r_{c}")
    sql = "select l_record, r_record from frame cross join other where l_record < r_record"
    condition = of.compared.condition.replace("l.", "l_").replace("r.", "r_")
    return pl.SQLContext(frame=frame, other=other).execute(sql + condition, eager=True).rows()


# Sizes of sources, and at most how many pairs within them for each pair across.
@pytest.mark.parametrize("sizes", [(40, 40), (30, 5), (10, 10, 10, 10, 10, 10), (60, 3)])
def test_pairs_within_sources_are_compared_beside_those_across_but_not_many(sizes):
    of = records(*sizes)
    source = of.source
    found = compared(of)
    within = [pair for pair in found if source[pair[0]] == source[pair[1]]]
    assert len(found) - len(within) == of.all_pairs  # none of those across is left out
    assert 0 < len(within) <= 0.35 * of.all_pairs


def test_where_one_source_may_list_a_person_twice_nothing_is_a_control():
    of = records(3, 3, within=ALSO_WITHIN)
    assert not of.controls(np.array([0, 0]), np.array([1, 4])).any()


def test_controls_are_the_pairs_of_one_source():
    assert records(2, 2).controls(np.array([0, 0]), np.array([1, 2])).tolist() == [True, False]


def test_a_range_is_that_of_a_gamma_distribution_that_has_seen_the_controls():
    # 40 false links by the model, and 3 controls of 20 pairs each: shape 4 + 3, rate 4 / 40 + 1 / 20.
    found = Range.about((40, 40), 4, Controls(3, 20))
    assert (found.low, found.high) == tuple(round(gamma.ppf(end, 7, scale=1 / 0.15), 1) for end in (0.025, 0.975))


def test_controls_that_would_have_been_linked_raise_what_is_expected_and_others_lower_it():
    without = Range.about((40, 40), 4, NO_CONTROLS)
    assert Range.about((40, 40), 4, Controls(30, 20)).low > without.low
    assert Range.about((40, 40), 4, Controls(0, 20)).high < without.high


def test_two_answers_are_met_in_the_middle():
    assert Range.about((10, 1000), 4) == Range.about((100, 100), 4)


def test_nothing_false_by_one_answer_is_no_false_link():
    assert Range.about((0, 10), 4) == Range(0, 0)
