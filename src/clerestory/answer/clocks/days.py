"""Days that count: working days of one part of the United Kingdom or several, and the day on which something came."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import cache

from clerestory.model.bank_holidays import EVERYWHERE, FIRST_YEAR, LAST_YEAR, Jurisdiction, bank_holidays, check_year
from clerestory.model.calendar import LONDON

ENGLAND_AND_WALES = frozenset({Jurisdiction.ENGLAND_AND_WALES})
FOI_JURISDICTIONS = EVERYWHERE  # section 10(6) of the Act: a bank holiday in any part of the United Kingdom
_WEEKDAYS = 5


def is_working(day: dt.date, jurisdictions: Collection[Jurisdiction]) -> bool:
    """Say whether a day is neither Saturday nor Sunday nor a bank holiday in any of the parts that are named.

    Raises
    ------
    AnswerError
        If the year is before 2000 or after 2099.
    """
    days = _working(day, jurisdictions)
    at = bisect_left(days, day)
    return at < len(days) and days[at] == day


def working_days(after: dt.date, to: dt.date, jurisdictions: Collection[Jurisdiction]) -> int:
    """Count the working days from the day after ``after`` to ``to``, both among them; none where ``to`` is no later.

    Raises
    ------
    AnswerError
        If a year is before 2000 or after 2099.

    Examples
    --------
    >>> working_days(dt.date(2020, 3, 6), dt.date(2020, 4, 24), ENGLAND_AND_WALES)
    33
    """
    _working(to, jurisdictions)
    days = _working(after, jurisdictions)
    return max(0, bisect_right(days, to) - bisect_right(days, after))


def add_working_days(day: dt.date, number: int, jurisdictions: Collection[Jurisdiction]) -> dt.date:
    """Give the day on which so many working days are over, the first of them after ``day``.

    Raises
    ------
    ValueError
        If the number is negative.
    AnswerError
        If a year is before 2000 or after 2099.

    Examples
    --------
    >>> add_working_days(dt.date(2020, 4, 9), 1, ENGLAND_AND_WALES)  # over Easter
    datetime.date(2020, 4, 14)
    """
    if number < 0:
        raise ValueError("days are added, and not taken away")
    days = _working(day, jurisdictions)
    at = bisect_right(days, day) + number - 1
    if at >= len(days):
        check_year(LAST_YEAR + 1)
    return days[at] if number else day


def add_days(day: dt.date, number: int) -> dt.date:
    """Give the day that is so many calendar days later."""
    return day + dt.timedelta(number)


def received_on(moment: dt.datetime) -> dt.date:
    """Give the day on which something that came at a moment counts as received: that of London's clocks, at any hour.

    What comes in the evening or at a weekend is received that day: the day of receipt need not be a working day, and
    a day has 24 hours (Berend v Information Commissioner, EA/2006/0049, of section 10 of the Freedom of Information
    Act; letters follow the same rule here).

    Raises
    ------
    ValueError
        If the moment has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no day in London")
    return moment.astimezone(LONDON).date()


def _working(day: dt.date, jurisdictions: Collection[Jurisdiction]) -> Sequence[dt.date]:
    """Give every working day of the calendar, in order, if it has the year of a day."""
    check_year(day.year)
    return _working_days(frozenset(jurisdictions))


@cache
def _working_days(jurisdictions: frozenset[Jurisdiction]) -> tuple[dt.date, ...]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    closed = frozenset().union(*(bank_holidays(year, one) for year in years for one in jurisdictions))
    first, last = dt.date(FIRST_YEAR, 1, 1).toordinal(), dt.date(LAST_YEAR, 12, 31).toordinal()
    days = map(dt.date.fromordinal, range(first, last + 1))
    return tuple(day for day in days if day.weekday() < _WEEKDAYS and day not in closed)
