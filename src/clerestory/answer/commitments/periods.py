"""Stretches of the calendar that words name: a day, a month, a season, a year; each with its first and its last day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

_DAY = dt.timedelta(days=1)
# The Meteorological Office's seasons: spring begins with March, winter with December and ends with February.
SEASON_BEGINS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
FINANCIAL_YEAR_BEGINS = (4, 1)  # of departments: 1 April to 31 March
ACADEMIC_YEAR_BEGINS = (9, 1)  # of maintained schools in England: 1 September to 31 August


@dataclass(frozen=True)
class Period:
    """A stretch of days, both ends included."""

    first: dt.date
    last: dt.date

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


def months(year: int, month: int, *, count: int = 1) -> Period:
    """Give whole months from the first day of one; a month past December is of the next year.

    Examples
    --------
    >>> months(2023, 12, count=3).last
    datetime.date(2024, 2, 29)
    """
    first = _first_of(year, month)
    return Period(first, _first_of(first.year, first.month + count) - _DAY)


def _first_of(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def year_of(year: int) -> Period:
    """Give a calendar year."""
    return months(year, 1, count=12)


def week_of(day: dt.date) -> Period:
    """Give the week, Monday to Sunday, in which a day lies."""
    first = day - dt.timedelta(days=day.weekday())
    return Period(first, first + dt.timedelta(days=6))


def year_from(begins: tuple[int, int], year: int) -> Period:
    """Give a year that begins on a month and day of ``year``, such as a financial one."""
    return Period(dt.date(year, *begins), dt.date(year + 1, *begins) - _DAY)


def season(name: str, year: int) -> Period:
    """Give a season that begins in a year."""
    return months(year, SEASON_BEGINS[name], count=3)


def current(of_year: Callable[[int], Period], day: dt.date) -> Period:
    """Give the first of a yearly period that ends on or after a day: the one that runs, or else the next."""
    return next(one for one in map(of_year, range(day.year - 1, day.year + 2)) if one.last >= day)


def coming(of_year: Callable[[int], Period], day: dt.date) -> Period:
    """Give the first of a yearly period that begins after a day."""
    return next(one for one in map(of_year, range(day.year - 1, day.year + 3)) if one.first > day)


def months_later(day: dt.date, count: int) -> dt.date:
    """Give the same day some months later, or the last one of its month where the month has no such day.

    Examples
    --------
    >>> months_later(dt.date(2021, 8, 31), 6)
    datetime.date(2022, 2, 28)
    """
    first = _first_of(day.year, day.month + count)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
