"""The day that words promise, against a table worked out with a calendar on paper, and against dateutil."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.commitments.dues import due_of
from clerestory.answer.commitments.periods import months, months_later

# Words, the day on which they were said, and the day that they promise.
DATED = (
    ("this year", "2020-05-19", "2020-12-31"),
    ("The paper, to be published later this year, will tell more.", "2020-05-19", "2020-12-31"),
    ("before the end of the year", "2020-05-19", "2020-12-31"),
    ("next year", "2020-05-19", "2021-12-31"),
    ("early next year", "2020-05-19", "2021-03-31"),
    ("by the end of March", "2020-05-19", "2021-03-31"),
    ("by the end of March", "2020-03-31", "2020-03-31"),
    ("by the end of February", "2023-12-01", "2024-02-29"),
    ("by the end of 2031", "2030-01-01", "2031-12-31"),
    ("in October", "2031-09-02", "2031-10-31"),
    ("in May", "2031-09-02", "2032-05-31"),
    ("by June 2034", "2033-01-01", "2034-06-30"),
    ("by the start of September 2031", "2031-01-15", "2031-09-01"),
    ("before March 2031", "2031-01-15", "2031-02-28"),
    ("on 15 December 2031", "2031-01-01", "2031-12-15"),
    ("by 15th December", "2031-12-16", "2032-12-15"),
    ("by Friday 4 July", "2031-06-01", "2031-07-04"),
    ("no later than July 4, 2031", "2031-06-01", "2031-07-04"),
    ("by 31/3/2031", "2031-01-01", "2031-03-31"),
    ("by 2031-03-31", "2031-01-01", "2031-03-31"),
    ("by 29 February", "2029-03-01", "2032-02-29"),  # the next leap year
    ("before 31 March 2031", "2031-01-01", "2031-03-30"),
    ("on Thursday", "2020-05-19", "2020-05-21"),  # said on a Tuesday
    ("on Tuesday", "2020-05-19", "2020-05-26"),  # said on one: the next
    ("tomorrow", "2031-12-31", "2032-01-01"),
    ("by the end of next week", "2020-05-19", "2020-05-31"),  # a Sunday
    ("this month", "2032-02-10", "2032-02-29"),
    ("next month", "2031-12-10", "2032-01-31"),
    ("next quarter", "2031-11-10", "2032-03-31"),
    ("in the first quarter of 2032", "2031-11-10", "2032-03-31"),
    ("in the autumn", "2020-05-19", "2020-11-30"),
    ("in the autumn", "2020-12-01", "2021-11-30"),
    ("before the autumn", "2020-05-19", "2020-08-31"),
    ("next spring", "2020-11-01", "2021-05-31"),
    ("by the autumn of next year", "2020-05-19", "2021-11-30"),
    ("this winter", "2031-12-15", "2032-02-29"),
    ("before Christmas", "2031-05-01", "2031-12-24"),
    ("this financial year", "2031-03-31", "2031-03-31"),
    ("this financial year", "2031-04-01", "2032-03-31"),
    ("by the end of the financial year 2031-32", "2031-01-01", "2032-03-31"),
    ("this academic year", "2031-10-01", "2032-08-31"),
    ("within six months", "2030-08-31", "2031-02-28"),
    ("within twelve months", "2034-11-04", "2035-11-04"),
    ("in the next 28 days", "2031-02-01", "2031-03-01"),
    ("within a fortnight", "2031-02-01", "2031-02-15"),
    ("three weeks from today", "2031-02-01", "2031-02-22"),
    ("by the summer, and no later than 30 June", "2034-01-02", "2034-06-30"),  # a day counts before a stretch
    ("shortly, and by 30 June 2034 at the latest", "2034-01-02", "2034-06-30"),
    ("our report of 4 May 2020 will be followed by another this year", "2020-05-19", "2020-12-31"),
)
# Words, and what is said of them.
UNDATED = (
    ("shortly", '"shortly" names no day'),
    ("The strategy will be published in due course.", '"in due course" names no day'),
    ("as soon as the court case has ended", '"as soon as" names no day'),
    ("by summer recess", "calendar of Parliament"),
    ("before the House rises", "calendar of Parliament"),
    ("by the end of this Parliament", "calendar of Parliament"),
    ("within 20 working days", "working days"),
    ("in the new year", "the new year has no last day"),
    ("within six months of publication", "no day, month or year to come"),
    ("Last September we announced more money.", "no day, month or year to come"),
    ("Thank you for your letter of 25 May.", "no day, month or year to come"),
    ("We may march on.", "no day, month or year to come"),
    ("It was published in March 2019.", "no day, month or year to come"),
    ("by 31 November 2031", "no day, month or year to come"),  # there is none
    ("", "no day, month or year to come"),
    ("a draft by 1 May 2031 and the rest by 30 June 2031", "several days"),
)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))


@pytest.mark.parametrize(("words", "said", "day"), DATED, ids=[words[:40] for words, _, _ in DATED])
def test_words_give_the_day_that_a_calendar_on_paper_gives(words, said, day):
    found = due_of(words, dt.date.fromisoformat(said))
    assert (found.day, found.why_not) == (dt.date.fromisoformat(day), "")


@pytest.mark.parametrize(("words", "why"), UNDATED, ids=[words[:40] or "nothing" for words, _ in UNDATED])
def test_words_without_a_day_say_why_and_give_none(words, why):
    found = due_of(words, dt.date(2020, 5, 19))
    assert found.day is None
    assert why in found.why_not


@given(DAYS, st.integers(0, 60))
def test_months_are_added_as_dateutil_adds_them(day, count):
    assert months_later(day, count) == day + relativedelta(months=count)


@given(DAYS, st.sampled_from([name for name in calendar.month_name if name]))
def test_a_month_counts_to_its_last_day_and_never_lies_behind(day, name):
    found = due_of(f"by the end of {name}", day).day
    assert found is not None
    assert day <= found < day + relativedelta(years=1, months=1)
    assert (found.day, calendar.month_name[found.month]) == (calendar.monthrange(found.year, found.month)[1], name)


@given(DAYS, st.sampled_from(list(calendar.day_name)))
def test_a_weekday_is_the_next_one(day, name):
    found = due_of(f"on {name}", day).day
    assert found is not None
    assert 1 <= (found - day).days <= 7
    assert calendar.day_name[found.weekday()] == name


@given(DAYS, DAYS)
def test_a_day_written_out_is_that_day_or_has_passed(said, day):
    written = f"by {day.day} {calendar.month_name[day.month]} {day.year}"
    assert due_of(written, said).day == (day if day >= said else None)


def test_several_months_from_december_reach_into_the_next_year():
    assert (months(2031, 12, count=3).first, months(2031, 12, count=3).last) == (
        dt.date(2031, 12, 1),
        dt.date(2032, 2, 29),
    )
