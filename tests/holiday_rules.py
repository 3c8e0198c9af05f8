"""Bank holidays day by day, as a second opinion: what weekday a date has to have to be one, and no list of any year.

Easter is dateutil's; the days that proclamations added and took away are written once more, from the London Gazette.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from dateutil.easter import easter

ENGLAND, SCOTLAND, IRELAND = PARTS = ("england-and-wales", "scotland", "northern-ireland")
MONDAY, TUESDAY = 0, 1
_ADDED = {
    *("2002-06-03", "2002-06-04", "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08"),
    *("2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"),
}
_TAKEN_AWAY = {"2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"}
# For month and day: on which weekdays it is a bank holiday in lieu of one before it.
_IN_LIEU = {
    ENGLAND: {(1, 2): {MONDAY}, (1, 3): {MONDAY}},
    SCOTLAND: {
        (1, 3): {MONDAY, TUESDAY},
        (1, 4): {MONDAY, TUESDAY},
        (12, 1): {MONDAY},
        (12, 2): {MONDAY},
    },
    IRELAND: {
        (1, 2): {MONDAY},
        (1, 3): {MONDAY},
        (3, 18): {MONDAY},
        (3, 19): {MONDAY},
        (7, 13): {MONDAY},
        (7, 14): {MONDAY},
    },
}
_FIXED = {ENGLAND: {(1, 1)}, SCOTLAND: {(1, 1), (1, 2), (11, 30)}, IRELAND: {(1, 1), (3, 17), (7, 12)}}


@cache
def is_closed(day: dt.date, part: str) -> bool:
    """Whether a day is a bank holiday in a part of the United Kingdom."""
    if str(day) in _TAKEN_AWAY:
        return False
    if str(day) in _ADDED or (str(day), part) == ("2026-06-15", SCOTLAND):
        return True
    return day.weekday() < 5 and (_moves(day, part) or _stays(day, part))


def _moves(day: dt.date, part: str) -> bool:
    sunday = _sunday(day.year)
    if day == sunday - dt.timedelta(2) or (day == sunday + dt.timedelta(1) and part != SCOTLAND):
        return True
    first, last = day.day <= 7, day.day >= 25
    in_may = day.month == 5 and (first or last)
    in_august = day.month == 8 and (first if part == SCOTLAND else last)
    return day.weekday() == MONDAY and (in_may or in_august)


_sunday = cache(easter)


def _stays(day: dt.date, part: str) -> bool:
    date = (day.month, day.day)
    if part == SCOTLAND and date >= (11, 30) and date <= (12, 2) and day.year < 2007:
        return False
    in_lieu = _IN_LIEU[part] | {(12, 27): {MONDAY, TUESDAY}, (12, 28): {MONDAY, TUESDAY}}
    return date in _FIXED[part] | {(12, 25), (12, 26)} or day.weekday() in in_lieu.get(date, set())


def works(day: dt.date, parts: tuple[str, ...]) -> bool:
    """Whether a day is a working day in all of some parts."""
    return day.weekday() < 5 and not any(is_closed(day, part) for part in parts)
