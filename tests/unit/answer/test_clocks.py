"""Clocks: worked cases, and the history of petition 300239, rebuilt from published facts."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from clerestory.answer.clocks import (
    ENGLAND_AND_WALES,
    FOI_JURISDICTIONS,
    Clock,
    Jurisdiction,
    Pause,
    Unit,
    add_days,
    add_working_days,
    is_working,
    pauses_of,
    received_on,
    working_days,
)
from clerestory.errors import AnswerError
from clerestory.model.answers.parliament import BREAKS, BreakKind, ParliamentBreak


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


ASKED, ANSWERED = day("2020-03-06"), day("2020-04-24")


def test_petition_300239_was_answered_after_49_calendar_days_28_late():
    clock = Clock(ASKED, 21, Unit.CALENDAR, pauses=pauses_of())
    assert clock.due == day("2020-03-27")
    assert clock.taken(ANSWERED) == 49
    assert clock.days_late(ANSWERED) == 28


def test_petition_300239_was_answered_after_33_working_days():
    assert working_days(ASKED, ANSWERED, ENGLAND_AND_WALES) == 33


def test_petition_300239_was_revised_14_days_after_that_was_asked():
    clock = Clock(day("2020-05-05"), 21, Unit.CALENDAR, pauses=pauses_of())
    assert clock.taken(day("2020-05-19")) == 14
    assert clock.days_late(day("2020-05-19")) == 0


@pytest.mark.parametrize(
    ("received", "days", "jurisdictions", "due"),
    [
        ("2020-04-09", 1, ENGLAND_AND_WALES, "2020-04-14"),  # over Easter
        ("2020-04-09", 1, {Jurisdiction.SCOTLAND}, "2020-04-13"),  # where Easter Monday is none
        ("2026-03-02", 20, ENGLAND_AND_WALES, "2026-03-30"),
        ("2026-03-02", 20, FOI_JURISDICTIONS, "2026-03-31"),  # St Patrick's Day is a bank holiday in a part of the UK
        ("2014-07-11", 20, FOI_JURISDICTIONS, "2014-08-12"),  # without 14 July and 4 August
        ("2026-01-10", 5, ENGLAND_AND_WALES, "2026-01-16"),  # received on a Saturday: the Monday is the first day
        ("2025-12-24", 2, {Jurisdiction.SCOTLAND}, "2025-12-30"),
        ("2025-12-31", 1, {Jurisdiction.SCOTLAND}, "2026-01-05"),  # 1 and 2 January, and a weekend
        ("2026-06-12", 1, {Jurisdiction.SCOTLAND}, "2026-06-16"),
        ("2026-08-28", 1, {Jurisdiction.NORTHERN_IRELAND}, "2026-09-01"),
    ],
)
def test_working_days_begin_the_day_after_receipt(received, days, jurisdictions, due):
    assert Clock(day(received), days, jurisdictions=jurisdictions).due == day(due)
    assert add_working_days(day(received), days, jurisdictions) == day(due)
    assert working_days(day(received), day(due), jurisdictions) == days


@pytest.mark.parametrize(
    ("moment", "received"),
    [
        ("2026-01-09T23:59:59+00:00", "2026-01-09"),  # after office hours
        ("2026-01-10T08:00:00+00:00", "2026-01-10"),  # on a Saturday
        ("2026-06-30T22:59:59+00:00", "2026-06-30"),
        ("2026-06-30T23:00:00+00:00", "2026-07-01"),  # midnight in London's summer
        ("2026-07-01T00:30:00+02:00", "2026-06-30"),
    ],
)
def test_what_comes_at_any_hour_is_received_that_day_in_london(moment, received):
    assert received_on(dt.datetime.fromisoformat(moment)) == day(received)


def test_a_moment_without_a_time_zone_is_no_day():
    with pytest.raises(ValueError, match="without a time zone"):
        received_on(dt.datetime(2026, 1, 9, 12, 0))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("answered", "taken", "late"),
    [
        ("2026-01-09", 5, 0),  # the due day, a Friday
        ("2026-01-10", 5, 1),  # on the Saturday after it: as late as on the Monday
        ("2026-01-12", 6, 1),
        ("2026-01-13", 7, 2),
        ("2026-01-02", 0, 0),  # on the day of receipt
    ],
)
def test_an_answer_is_late_from_the_day_after_it_was_due(answered, taken, late):
    clock = Clock(day("2026-01-02"), 5)
    assert (clock.taken(day(answered)), clock.days_late(day(answered))) == (taken, late)
    assert clock.is_late(day(answered)) == (late > 0)


def test_a_transfer_in_begins_again_and_a_transfer_out_ends():
    clock = Clock(day("2026-02-02"), 10)
    here = clock.transferred_in(day("2026-02-12"))
    assert here.due == day("2026-02-26")
    there = clock.transferred_out(day("2026-02-12"))
    assert there.taken(day("2026-06-01")) == 8
    assert not there.is_late(day("2026-06-01"))
    late = clock.transferred_out(day("2026-02-18"))
    assert late.days_late(day("2026-06-01")) == 2
    back = late.transferred_in(day("2026-03-02"))
    assert (back.due, back.taken(day("2026-03-03"))) == (day("2026-03-16"), 1)


def test_pauses_may_overlap_and_no_day_is_left_out_twice():
    pauses = (
        Pause(day("2026-03-04"), day("2026-03-10"), "one"),
        Pause(day("2026-03-08"), day("2026-03-12"), "another"),
        Pause(day("2026-03-13"), day("2026-03-13"), "the day after"),
    )
    clock = Clock(day("2026-03-02"), 5, Unit.CALENDAR, pauses=pauses)
    assert clock.due == day("2026-03-17")  # 3, 14, 15, 16 and 17 March
    assert clock.taken(day("2026-03-12")) == 1
    assert clock.taken(day("2026-03-18")) == 6


def test_a_petition_waits_while_parliament_is_dissolved():
    clock = Clock(day("2024-05-20"), 21, Unit.CALENDAR, pauses=pauses_of())
    assert clock.taken(day("2024-07-08")) == 4  # 21 to 24 May
    assert clock.due == day("2024-07-25")  # and 9 to 25 July


def test_settings_add_a_break():
    more = ParliamentBreak(start=day("2030-05-01"), end=day("2030-05-07"), kind=BreakKind.PROROGATION)
    clock = Clock(day("2030-04-29"), 3, Unit.CALENDAR, pauses=pauses_of([more]))
    assert clock.due == day("2030-05-09")


def test_breaks_are_apart_and_parliament_sat_on_a_weekday_before_and_after_each():
    ordered = sorted(BREAKS, key=lambda one: one.start)
    assert all(first.end < second.start for first, second in pairwise(ordered))
    around = [moment for one in BREAKS for moment in (add_days(one.start, -1), add_days(one.end, 1))]
    assert all(is_working(moment, ENGLAND_AND_WALES) for moment in around)
    assert sum(one.kind is BreakKind.DISSOLUTION for one in BREAKS) == 7  # general elections of 2001 to 2024


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Clock(day("2026-01-02"), 0), "has no day to answer"),
        (lambda: Clock(day("2026-01-02"), 5).transferred_out(day("2026-01-01")), "stopped before it began"),
        (lambda: Clock(day("2026-01-02"), 5).transferred_in(day("2026-01-01")), "transferred before it was received"),
        (lambda: Pause(day("2026-01-02"), day("2026-01-01"), "a fee"), "ends before it starts"),
        (lambda: Clock(day("2099-12-31"), 5).due, "the bank holidays of 2100 are not known"),
    ],
)
def test_what_cannot_be_is_refused(make, words):
    with pytest.raises(AnswerError, match=words):
        make()
