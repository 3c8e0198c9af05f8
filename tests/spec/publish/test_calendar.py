"""When a release may come out: the rule of half past nine on a working day, as worked cases."""

from __future__ import annotations

import datetime as dt
import subprocess

import pytest
from dateutil.easter import easter

from clerestory.model.calendar import KNOWN_YEARS, moment, not_working
from clerestory.model.commission import ReleaseSettings


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2026-12-15", "09:30", "2026-12-15T09:30+00:00"),  # winter: London keeps Greenwich time
        ("2027-07-01", "09:30", "2027-07-01T08:30+00:00"),  # summer: an hour ahead
        ("2027-03-27", "09:30", "2027-03-27T09:30+00:00"),  # the day before clocks go forward, and that day
        ("2027-03-28", "09:30", "2027-03-28T08:30+00:00"),
        ("2027-10-30", "09:30", "2027-10-30T08:30+00:00"),  # the day before they go back, and that day
        ("2027-10-31", "09:30", "2027-10-31T09:30+00:00"),
        ("2027-10-31", "01:30", "2027-10-31T01:30+00:00"),  # shown twice that night: not before the second time
        ("2028-02-29", "09:30", "2028-02-29T09:30+00:00"),
    ],
)
def test_half_past_nine_is_what_clocks_in_london_show(day, time, utc):
    found = moment(dt.date.fromisoformat(day), dt.time.fromisoformat(time))
    assert found == dt.datetime.fromisoformat(utc)
    seconds = str(int(found.timestamp()))  # the same of the C library, by the system's own time zones
    words = ["date", "-d", f"@{seconds}", "+%F %H:%M"]
    told = subprocess.run(words, env={"TZ": "Europe/London"}, capture_output=True, text=True, check=True).stdout
    assert told.strip() == f"{day} {time}"


def by_the_act(year: int) -> set[dt.date]:
    """Bank holidays by the Banking and Financial Dealings Act 1971, common law and the usual days in lieu."""

    def monday(month: int, *, last: bool = False) -> dt.date:
        days = [dt.date(year, month, day) for day in range(1, 32 if month in (5, 8) else 31)]
        mondays = [day for day in days if day.weekday() == 0]
        return mondays[-1 if last else 0]

    sunday = easter(year)
    found = {sunday - dt.timedelta(2), sunday + dt.timedelta(1), monday(5), monday(5, last=True), monday(8, last=True)}
    for fixed in (dt.date(year, 1, 1), dt.date(year, 12, 25), dt.date(year, 12, 26)):
        day = fixed
        while day.weekday() >= 5 or day in found:
            day += dt.timedelta(1)
        found.add(day)
    return found


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_working_days_are_those_from_monday_to_friday_that_the_act_leaves(year):
    assert year in KNOWN_YEARS
    days = [dt.date(year, 1, 1) + dt.timedelta(number) for number in range(365)]
    working = {day for day in days if not not_working(day)}
    assert working == {day for day in days if day.weekday() < 5} - by_the_act(year)


@pytest.mark.parametrize("day", ["2024-12-31", "2029-01-02"])
def test_no_day_of_a_year_that_is_not_known_is_a_working_day(day):
    assert "not known to this version" in not_working(dt.date.fromisoformat(day))


BEFORE = {"date": "2027-07-01", "review_by": "2028-06-30", "announced": "2027-06-03"}


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, ()),  # exactly four weeks
        ({"announced": "2027-06-04"}, ("it was announced 27 days ahead, and not 28",)),
        ({"announced": None}, ("it was not announced",)),
        ({"announced": None, "notice_reason": "A court order."}, ()),
        ({"date": "2027-07-03"}, ("2027-07-03 is a Saturday",)),
        ({"date": "2027-08-30"}, ("2027-08-30 is a bank holiday",)),
        (
            {"date": "2035-07-02", "review_by": "2036-07-01"},
            ("the bank holidays of 2035 are not known to this version",),
        ),
        ({"time": "11:00"}, ("11:00 is not 09:30",)),
        ({"time": "11:00", "date": "2027-07-03"}, ("2027-07-03 is a Saturday", "11:00 is not 09:30")),
        ({"time": "11:00", "date": "2027-07-03", "time_reason": "A court rises."}, ()),
    ],
)
def test_what_rule_p3_asks_and_a_written_reason_excuses(change, faults):
    assert ReleaseSettings.model_validate(BEFORE | change).faults == faults
