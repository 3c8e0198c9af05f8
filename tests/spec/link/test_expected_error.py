"""What a linkage expects to be wrong, as tables and estimates carry it on."""

from __future__ import annotations

import pytest

from clerestory.link.expected import LinkageError, Range
from clerestory.model.findings.scale import LinkShares, ShareRange
from clerestory.model.links.linked import ExpectedError, LinkedUnit

FOUND = {
    "links": 400,
    "false_links": {"low": 3.0, "high": 12.5},
    "missed_compared": {"low": 2.0, "high": 20.0},
    "missed_unseen": 4.0,
}


def test_percents_of_persons_are_upwards_and_take_the_larger_answer():
    """24 of 1,000 persons may be two of one, 12.5 one of two."""
    error = ExpectedError.from_json(FOUND, persons=1000)
    assert error.unit(6) == LinkedUnit(bodies=6, fewer_pct=3, more_pct=2)


def test_a_linkage_that_expects_no_error_may_still_be_off_by_one_percent():
    sure = ExpectedError(persons=1000, links=400, false_links=(0, 0), missed_links=(0, 0))
    assert sure.unit(6) == LinkedUnit(bodies=6, fewer_pct=1, more_pct=1)
    assert sure.shares() == LinkShares(ShareRange(0, 0.01), ShareRange(0, 0.01))


def test_shares_are_of_the_links_that_there_should_be_and_of_those_that_there_are():
    """Missed: 6 of 393.5 (1.5 %) and 24 of 411.5 (5.8 %); false: 3 and 12.5 of 400 (0.75 % and 3.1 %)."""
    shares = ExpectedError.from_json(FOUND, persons=1000).shares()
    assert shares == LinkShares(missed=ShareRange(0.01, 0.06), false=ShareRange(0.00, 0.04))


def test_more_errors_than_links_stay_below_everything():
    wild = ExpectedError(persons=10, links=5, false_links=(1, 50), missed_links=(1, 900))
    assert wild.unit(2) == LinkedUnit(bodies=2, fewer_pct=99, more_pct=99)
    assert wild.shares().false == ShareRange(0.2, 0.99)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        (1240, 10, 1200, 1260),  # 1,202.8 and 1,252.4, outwards to tens
        (1240, 5, 1200, 1255),
        (100, 5, 95, 105),  # 97 and 101
        (0, 5, 0, 0),
    ],
)
def test_a_range_goes_outwards_to_the_base(count, base, low, high):
    assert LinkedUnit(bodies=6, fewer_pct=3, more_pct=1).range_of(count, base) == (low, high)


def test_nothing_of_a_linkage_is_shown_where_it_is_printed_by_mistake():
    assert "400" not in repr(ExpectedError.from_json(FOUND, persons=1000))


@pytest.mark.parametrize(
    ("links", "false", "right"),
    [(400, (3.0, 12.0), (0.97, 0.9925)), (2, (1.0, 5.0), (0.0, 0.5)), (0, (0.0, 0.0), (1.0, 1.0))],
)
def test_the_share_of_right_links_is_what_false_ones_leave_and_never_below_none(links, false, right):
    error = LinkageError(links, Range(*false), Range(0, 0), 0.0)
    assert (error.precision.low, error.precision.high) == pytest.approx(right)
