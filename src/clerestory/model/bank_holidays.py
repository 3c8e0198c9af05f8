"""Bank holidays of the three parts of the United Kingdom: by the usual rules, with what proclamations changed.

Sources: Banking and Financial Dealings Act 1971, section 1 and schedule 1; St Andrew's Day Bank Holiday (Scotland) Act
2007; common law for Good Friday and Christmas Day where the schedule does not name them; the yearly proclamations that
appoint days in lieu, and those of the table below, as https://www.gov.uk/bank-holidays prints them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from clerestory.errors import AnswerError

FIRST_YEAR, LAST_YEAR = 2000, 2099  # what the rules below were checked for, and where their calendar ends
LAST_PUBLISHED_YEAR = 2028  # gov.uk has it; of later years there are the rules alone
_MAY, _AUGUST = 5, 8
_ST_ANDREWS_SINCE = 2007


class Jurisdiction(Enum):
    """A part of the United Kingdom with bank holidays of its own, named as gov.uk names it."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


EVERYWHERE = frozenset(Jurisdiction)


@dataclass(frozen=True)
class Proclamation:
    """A day that was made a bank holiday once, and the usual one that it took the place of."""

    day: dt.date
    instead_of: dt.date | None = None
    where: frozenset[Jurisdiction] = EVERYWHERE


PROCLAMATIONS = (
    Proclamation(dt.date(2002, 6, 3)),  # Golden Jubilee
    Proclamation(dt.date(2002, 6, 4), instead_of=dt.date(2002, 5, 27)),
    Proclamation(dt.date(2011, 4, 29)),  # a royal wedding
    Proclamation(dt.date(2012, 6, 4), instead_of=dt.date(2012, 5, 28)),
    Proclamation(dt.date(2012, 6, 5)),  # Diamond Jubilee
    Proclamation(dt.date(2020, 5, 8), instead_of=dt.date(2020, 5, 4)),  # 75 years after the war in Europe ended
    Proclamation(dt.date(2022, 6, 2), instead_of=dt.date(2022, 5, 30)),
    Proclamation(dt.date(2022, 6, 3)),  # Platinum Jubilee
    Proclamation(dt.date(2022, 9, 19)),  # the Queen's funeral
    Proclamation(dt.date(2023, 5, 8)),  # the coronation
    Proclamation(dt.date(2026, 6, 15), where=frozenset({Jurisdiction.SCOTLAND})),  # football World Cup
)


def is_certain(year: int) -> bool:
    """Say whether the bank holidays of a year are published; of a later one a proclamation may move or add a day."""
    return FIRST_YEAR <= year <= LAST_PUBLISHED_YEAR


def check_year(year: int) -> None:
    """Check that the calendar has a year.

    Raises
    ------
    AnswerError
        If it is before 2000 or after 2099.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise AnswerError(
            f"the bank holidays of {year} are not known",
            where="a clock",
            remedy=f"Check the date: clocks run from {FIRST_YEAR} to {LAST_YEAR}.",
        )


@cache
def bank_holidays(year: int, jurisdiction: Jurisdiction) -> frozenset[dt.date]:
    """Give the bank holidays of a year in a part of the United Kingdom, Good Friday and Christmas Day among them.

    Raises
    ------
    AnswerError
        If the year is before 2000 or after 2099.

    Examples
    --------
    >>> sorted(str(day) for day in bank_holidays(2026, Jurisdiction.SCOTLAND))[:3]
    ['2026-01-01', '2026-01-02', '2026-04-03']
    """
    check_year(year)
    made = [one for one in PROCLAMATIONS if one.day.year == year and jurisdiction in one.where]
    moved = {one.instead_of for one in made}
    return frozenset({*_usual(year, jurisdiction), *(one.day for one in made)} - moved)


def _usual(year: int, jurisdiction: Jurisdiction) -> Iterator[dt.date]:
    """Yield the bank holidays of a year as they are without a proclamation of its own."""
    easter = _easter_sunday(year)
    yield easter - dt.timedelta(2)
    yield _first_monday(year, _MAY)
    yield _last_monday(year, _MAY)
    if jurisdiction is Jurisdiction.SCOTLAND:  # its Easter Monday is none
        yield _first_monday(year, _AUGUST)
    else:
        yield easter + dt.timedelta(1)
        yield _last_monday(year, _AUGUST)
    yield from _on_weekdays([dt.date(year, month, day) for month, day in _fixed(year, jurisdiction)])


def _fixed(year: int, jurisdiction: Jurisdiction) -> Iterator[tuple[int, int]]:
    yield (1, 1)
    if jurisdiction is Jurisdiction.SCOTLAND:
        yield (1, 2)
    if jurisdiction is Jurisdiction.NORTHERN_IRELAND:
        yield (3, 17)
        yield (7, 12)
    if jurisdiction is Jurisdiction.SCOTLAND and year >= _ST_ANDREWS_SINCE:
        yield (11, 30)
    yield (12, 25)
    yield (12, 26)


def _on_weekdays(days: list[dt.date]) -> set[dt.date]:
    """Give for each day itself, or in lieu of a Saturday or Sunday the next weekday that is not taken yet."""
    found: set[dt.date] = set()
    for fixed in days:
        day = fixed
        while day.weekday() >= 5 or day in found:
            day += dt.timedelta(1)
        found.add(day)
    return found


def _first_monday(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(-first.weekday() % 7)


def _last_monday(year: int, month: int) -> dt.date:
    last = dt.date(year, month, 31)  # May and August alone are asked for
    return last - dt.timedelta(last.weekday())


def _easter_sunday(year: int) -> dt.date:
    """Give Easter Sunday by Butcher's rule, as in Meeus, Astronomical Algorithms, chapter 8."""
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leap_centuries - correction + 15) % 30
    leap_years, after_leap = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leap_years - epact - after_leap) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
