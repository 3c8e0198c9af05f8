"""Where no number may be given: the table, and the words."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.scale import estimate_scale
from clerestory.errors import TableError
from clerestory.model.findings.lists import ListTable, list_table
from clerestory.model.findings.scale import Limits, Method, ScaleSettings, ShareRange
from clerestory.model.rules import EstimateRule
from clerestory.protect.rules.outputs import printed_scale
from clerestory.publish.findings.scale.words import headline, scale_sentences
from scale_tables import artificial

QUICK = ScaleSettings(methods=(Method.INDEPENDENCE, Method.STEPWISE), replicates=200)
ALONE = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def said(table, settings=QUICK):
    found = estimate_scale(table, settings)
    assert found.spread is None
    printed = printed_scale(found, EstimateRule())
    assert printed.spread is None
    assert printed.methods == printed.scenarios == ()
    return headline(printed)


def test_one_pair_of_lists_that_overlap_is_too_few():
    assert said(artificial()) == (
        "No number is given. Only 2 of the lists have a case in common with another list; an estimate needs three."
    )


def test_lists_that_never_meet_say_nothing():
    assert "Only 0 of the lists" in said(list_table(["A", "B", "C"], ALONE, [40, 30, 20]))


def test_nine_cases_on_two_lists_are_too_few():
    table = list_table(["A", "B", "C"], [*ALONE, [1, 1, 0], [0, 1, 1]], [40, 30, 20, 5, 4])
    assert "Fewer than 10 cases are on more than one list" in said(table)


def test_eleven_suppressed_counts_are_too_many():
    counts = np.zeros(16, dtype=np.int64)
    counts[[1, 2, 4, 8]] = 100
    table = ListTable(("A", "B", "C", "D"), counts, tuple(h for h in range(16) if h.bit_count() > 1))
    assert "More than 10 counts are suppressed" in said(table)


@pytest.mark.parametrize(("low", "high"), [(-0.1, 0.2), (0.3, 0.2), (0.1, 1.0)])
def test_a_range_of_shares_is_within_0_and_1(low, high):
    with pytest.raises(TableError, match="no range of shares"):
        ShareRange(low, high)


def test_too_few_replicates_are_refused():
    with pytest.raises(TableError, match="too few replicates"):
        ScaleSettings(replicates=199)


@pytest.fixture(scope="module")
def answered():
    counts = np.random.default_rng(4).multinomial(1400, _shares([0.35, 0.3, 0.25, 0.2]))
    counts[0] = 0
    return estimate_scale(ListTable(("North", "South", "East", "West"), counts), ScaleSettings(replicates=200))


def _shares(on):
    return [np.prod([p if h >> b & 1 else 1 - p for b, p in enumerate(on)]) for h in range(2 ** len(on))]


def test_the_headline_is_the_lowest_lower_and_the_highest_upper_limit(answered):
    counted = [m.limits for m in answered.methods if m.method is not Method.INDEPENDENCE]
    assert answered.spread == Limits(min(x.low for x in counted), max(x.high for x in counted))
    printed = printed_scale(answered, EstimateRule())
    first, *rest = scale_sentences(printed)
    assert first.startswith(f"Between {printed.spread.low:,.0f} and {printed.spread.high:,.0f} cases in all")
    assert any("not to be quoted without the spread" in sentence for sentence in rest)


def test_printed_numbers_have_two_digits_and_no_count_of_the_table(answered):
    printed = printed_scale(answered, EstimateRule())
    numbers = [n for m in printed.methods for n in (m.estimate, m.limits.low, m.limits.high)]
    numbers += [n for s in printed.scenarios if s.low for n in (s.low, s.high)]
    assert all(n == float(f"{n:.2g}") for n in numbers)
    assert not hasattr(printed, "observed")
    assert "observed" not in repr(printed)


def test_independent_lists_are_shown_and_are_no_part_of_the_spread(answered):
    alone = estimate_scale(
        ListTable(answered.lists, np.array([0, *[30] * 15])), ScaleSettings(methods=(Method.INDEPENDENCE,))
    )
    assert alone.spread is None
    assert "independent lists, which never are" in alone.why_not


def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(answered):
    counts = np.array([0, *range(20, 35)])
    table = ListTable(("A", "B", "C", "D"), counts)
    one, same, other = (
        estimate_scale(table, ScaleSettings(methods=(Method.STEPWISE,), replicates=200, seed=seed))
        for seed in (1, 1, 2)
    )
    assert one.methods == same.methods
    assert one.methods[0].bootstrap != other.methods[0].bootstrap


def test_suppressed_counts_widen_the_spread_to_their_extremes():
    counts = np.array([0, 300, 200, 40, 150, 25, 0, 0])
    table = ListTable(("A", "B", "C"), counts, (6, 7))
    found = estimate_scale(table, ScaleSettings(methods=(Method.STEPWISE,), replicates=200, suppressed_below=15))
    unknown = next(s for s in found.scenarios if s.what == "2 suppressed counts")
    assert unknown.low < found.methods[0].estimate < unknown.high
    assert found.spread.low <= unknown.low
    assert found.spread.high >= unknown.high
    assert "2 suppressed" not in repr(printed_scale(found, EstimateRule()))
