"""Holds never loosen by what makes a case more live, whatever the records say."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from clerestory.model.redaction.certificates import LONGEST_DAYS
from clerestory.model.redaction.holds import CaseRecord, HoldState, hold_on, states_of_stages
from clerestory.model.redaction.orders import Born, Order, Section
from clerestory.study import read_instrument, shipped_instrument

STAGES = states_of_stages(read_instrument(shipped_instrument()).codelists["proceedings_stage"])
DAY = dt.date(2026, 6, 1)
STRICT = {HoldState.ACTIVE: 3, HoldState.HOLD: 2, HoldState.NOTEXT: 1, HoldState.CLEAR: 0}

days = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))
records = st.builds(
    CaseRecord,
    st.just("inv1"),
    st.sampled_from([*STAGES, "", "P99"]),
    st.sampled_from(["Y", "N", "NR", ""]),
    st.sampled_from(["CLEAR", "HOLD", "NOTEXT", "ACTIVE", ""]),
    st.none() | days,
)
orders = st.builds(
    Order, st.just("inv1"), st.sampled_from(list(Section)), st.sampled_from(["", "p", "q"]), st.none() | days,
    born=st.none() | st.builds(Born, days),
)  # fmt: skip


@given(st.sampled_from([*STAGES, "", "P99"]), st.sampled_from(["CLEAR", "HOLD", "NOTEXT", ""]))
def test_no_stage_loosens_a_hold_while_a_linked_matter_lives(stage, release):
    assert hold_on(DAY, [CaseRecord("inv1", stage, "Y", release)], STAGES).state is HoldState.ACTIVE


@given(st.lists(records, min_size=1, max_size=4), records, st.lists(orders, max_size=4))
def test_one_more_record_or_order_never_loosens_a_hold(known, more, register):
    before = hold_on(DAY, known, STAGES)
    after = hold_on(DAY, [*known, more], STAGES, orders=register)
    assert STRICT[after.state] >= STRICT[before.state]
    assert before.is_unarrested <= after.is_unarrested


@given(st.lists(records, max_size=4), st.lists(orders, max_size=4))
def test_a_review_lies_between_the_day_and_a_year_on(known, register):
    hold = hold_on(DAY, known, STAGES, orders=register)
    assert dt.timedelta(0) <= hold.review - DAY <= dt.timedelta(days=LONGEST_DAYS)


@given(st.lists(orders, max_size=5), days)
def test_the_anonymity_of_complainants_is_always_among_the_restrictions(register, day):
    hold = hold_on(day, (), STAGES, orders=register)
    assert hold.restrictions[0].section is Section.SOAA_1


@given(st.dates(dt.date(1990, 1, 1), dt.date(2020, 12, 31)))
def test_nobody_is_adult_before_18_anniversaries_have_passed(born):
    adult = Born(born).adult
    assert adult.year == born.year + 18
    assert (adult.month, adult.day) >= (born.month, born.day)
