"""The phrases that name a day or a stretch of days, one row each: what is looked for, and which days it means.

A stretch counts to its last day: "in October" is kept on 31 October. Months are looked for with their capital, since
"may" and "march" are words of their own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from clerestory.answer.commitments.periods import (
    ACADEMIC_YEAR_BEGINS,
    FINANCIAL_YEAR_BEGINS,
    SEASON_BEGINS,
    Period,
    coming,
    current,
    months,
    months_later,
    season,
    week_of,
    year_from,
    year_of,
)

Found = re.Match[str]
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_UNITS, start=1)} | {
    "a": 1,
    "an": 1,
    "fifteen": 15,
    "eighteen": 18,
    "twenty": 20,
    "twenty-four": 24,
    "thirty": 30,
    "sixty": 60,
}
_NUMBER = rf"(?P<number>\d{{1,3}}|(?i:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}))"
_MONTH = f"(?P<month>{'|'.join(_MONTHS)})"
_WEEKDAY = f"(?i:{'|'.join(_DAYS)})"
_YEAR = r"(?P<year>20\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
# What stands before a day that is without a year, or it may be of any letter or meeting.
_LED = r"(?i:by|on|before|until|no later than|not later than)(?i: the)? "
_PERIOD_LED = r"(?i:by|in|before|during|this|next|early|late|mid|end of|start of|beginning of)"
_WITHIN = r"(?i:(?:with)?in|over|during)(?i: the)?(?i: next| coming)? "
_ELSEWHERE = r"(?! ?(?i:of|after|from|following)\b(?! (?i:today|now|this|the date of this)\b))"
_NO_SEASON = r"(?! (?i:recess|term|holidays?|break|statement|budget|session|conference|school)\b)"


class Phrase(NamedTuple):
    """What is looked for, and the days that it means when said on a day; None where there are none such."""

    pattern: re.Pattern[str]
    days: Callable[[Found, dt.date], Period | None]


def _one_day(year: int, month: int, day: int) -> Period | None:
    try:
        there = dt.date(year, month, day)
    except ValueError:
        return None
    return Period(there, there)


def _month_number(found: Found) -> int:
    return _MONTHS.index(found["month"]) + 1


def _day_of_year(found: Found, _said: dt.date) -> Period | None:
    return _one_day(int(found["year"]), _month_number(found), int(found["day"]))


def _day_in_figures(found: Found, _said: dt.date) -> Period | None:
    return _one_day(int(found["year"]), int(found["figure"]), int(found["day"]))


def _day_to_come(found: Found, said: dt.date) -> Period | None:
    """Give the first such day that has not passed; 29 February may be years away."""
    days = (_one_day(year, _month_number(found), int(found["day"])) for year in range(said.year, said.year + 9))
    return next((one for one in days if one is not None and one.last >= said), None)


def _weekday(found: Found, said: dt.date) -> Period:
    ahead = (_DAYS.index(found["weekday"].lower()) - said.weekday() - 1) % 7 + 1
    day = said + dt.timedelta(days=ahead)
    return Period(day, day)


def _days_ahead(days: int, _found: Found, said: dt.date) -> Period:
    day = said + dt.timedelta(days=days)
    return Period(day, day)


def _after(found: Found, said: dt.date) -> Period:
    word = found["number"].lower()
    number, unit = _NUMBERS.get(word) or int(word), found["unit"].lower()
    if unit in ("day", "week", "fortnight"):
        day = said + dt.timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])
    else:
        day = months_later(said, number * (12 if unit == "year" else 1))
    return Period(day, day)


def _month_of_year(found: Found, _said: dt.date) -> Period:
    return months(int(found["year"]), _month_number(found))


def _month_to_come(found: Found, said: dt.date) -> Period:
    of_year = partial(_month, _month_number(found))
    return (coming if _is_next(found) else current)(of_year, said)


def _month(month: int, year: int) -> Period:
    return months(year, month)


def _quarter_of_year(found: Found, _said: dt.date) -> Period:
    word = found["quarter"].lower()
    number = ("first", "second", "third", "fourth").index(word) + 1 if word.isalpha() else int(word)
    return months(int(found["year"]), 3 * number - 2, count=3)


def _season_of_year(found: Found, said: dt.date) -> Period:
    year = int(found["year"]) if found["year"] else said.year + ("next" in found[0].lower())
    return season(found["season"].lower(), year)


def _season_to_come(found: Found, said: dt.date) -> Period:
    return (coming if _is_next(found) else current)(partial(season, found["season"].lower()), said)


def _week(found: Found, said: dt.date) -> Period:
    return week_of(said + dt.timedelta(days=7 * _is_next(found)))


def _this_month(found: Found, said: dt.date) -> Period:
    return months(said.year, said.month + _is_next(found))


def _this_quarter(found: Found, said: dt.date) -> Period:
    return months(said.year, 3 * ((said.month - 1) // 3 + _is_next(found)) + 1, count=3)


def _this_year(found: Found, said: dt.date) -> Period:
    return year_of(said.year + _is_next(found))


def _early_year(found: Found, said: dt.date) -> Period:
    year = int(found["year"]) if found["year"] else said.year + 1
    return months(year, 1, count=3 if found["part"].lower() == "early" else 6)


def _year(found: Found, _said: dt.date) -> Period:
    return year_of(int(found["year"]))


def _other_year(begins: tuple[int, int], found: Found, said: dt.date) -> Period:
    if found["year"]:
        return year_from(begins, int(found["year"]))
    return (coming if _is_next(found) else current)(partial(year_from, begins), said)


def _christmas(found: Found, said: dt.date) -> Period:
    day = dt.date(int(found["year"]) if found["year"] else said.year + (said > dt.date(said.year, 12, 25)), 12, 25)
    return Period(day, day)


def _is_next(found: Found) -> bool:
    return bool(re.search(r"(?i)\bnext\b", found[0]))


def _phrase(pattern: str, days: Callable[[Found, dt.date], Period | None]) -> Phrase:
    return Phrase(re.compile(rf"\b{pattern}\b"), days)


_SEASON = f"(?P<season>(?i:{'|'.join(SEASON_BEGINS)}))"
_OTHER_YEAR = rf"(?i:(?:this|the|next|current|coming) {{kind}} year(?: (?:of )?{_YEAR}(?:[-/–]\d\d)?)?)"
PHRASES: tuple[Phrase, ...] = (
    _phrase(rf"{_DAY}(?: of)? {_MONTH},? {_YEAR}", _day_of_year),
    _phrase(rf"{_MONTH} {_DAY},? {_YEAR}", _day_of_year),
    _phrase(rf"{_YEAR}-(?P<figure>\d\d)-(?P<day>\d\d)", _day_in_figures),
    _phrase(rf"(?P<day>\d\d?)[/.](?P<figure>\d\d?)[/.]{_YEAR}", _day_in_figures),
    _phrase(rf"{_LED}(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH}(?!,? 20\d\d)", _day_to_come),
    _phrase(rf"{_LED}{_MONTH} {_DAY}(?!,? 20\d\d)", _day_to_come),
    _phrase(rf"(?i:on|by|before|this|next) (?P<weekday>{_WEEKDAY})(?!,? \d)", _weekday),
    _phrase(r"(?i:today)", partial(_days_ahead, 0)),
    _phrase(r"(?i:tomorrow)", partial(_days_ahead, 1)),
    _phrase(rf"{_WITHIN}{_NUMBER} (?P<unit>(?i:day|week|fortnight|month|year))s?{_ELSEWHERE}", _after),
    _phrase(rf"{_NUMBER} (?P<unit>(?i:day|week|fortnight|month|year))s? (?i:from (?:now|today))", _after),
    _phrase(rf"{_MONTH},?(?: of)? {_YEAR}", _month_of_year),
    _phrase(
        rf"(?i:by|in|before|during|this|next|early|late|mid|end of|start of|beginning of)[ -]{_MONTH}"
        rf"(?!,?(?: of)? 20\d\d)",  # a year that is named counts
        _month_to_come,
    ),
    _phrase(rf"(?i:Q(?P<quarter>[1-4])),?(?: of)? {_YEAR}", _quarter_of_year),
    _phrase(rf"(?P<quarter>(?i:first|second|third|fourth)) (?i:quarter of) {_YEAR}", _quarter_of_year),
    _phrase(rf"{_SEASON}(?i: of)? (?:{_YEAR}|(?P<which>(?i:this|next) year))", _season_of_year),
    _phrase(
        rf"(?i:by|in|before|during|this|next|end of)(?i: the)?(?i: early| late)? {_SEASON}{_NO_SEASON}", _season_to_come
    ),
    _phrase(r"(?i:this|next|(?:end of the)) (?i:week)", _week),
    _phrase(r"(?i:this|next|(?:end of the)) (?i:month)", _this_month),
    _phrase(r"(?i:this|next) (?i:quarter)", _this_quarter),
    _phrase(r"(?i:this|next|current|coming|(?:end of the)) (?i:(?:calendar )?year)", _this_year),
    _phrase(r"(?i:the year's end|year[- ]end)", _this_year),
    _phrase(rf"(?P<part>(?i:early|mid))(?i: in)?[ -](?:{_YEAR}|(?i:next year))", _early_year),
    _phrase(rf"(?i:in|by|during|before|of|(?:later in)) {_YEAR}", _year),
    _phrase(_OTHER_YEAR.format(kind="financial"), partial(_other_year, FINANCIAL_YEAR_BEGINS)),
    _phrase(_OTHER_YEAR.format(kind="(?:academic|school)"), partial(_other_year, ACADEMIC_YEAR_BEGINS)),
    _phrase(rf"(?i:by|before) Christmas(?: {_YEAR})?", _christmas),
)
