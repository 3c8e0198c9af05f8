"""Dates as letters write them, and the year of those that have none."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.answer.commitments.periods import Period, months, year_of

MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_FORMS = (
    rf"(?P<day>\d{{1,2}}) ?(?:st|nd|rd|th)?(?: of)? ?(?P<month>{_NAMES})\b\.?(?:,? (?P<year>{_YEAR}))?(?!\d)",
    rf"(?P<month>{_NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>{_YEAR})(?!\d)",
    rf"(?P<year>{_YEAR})-(?P<figure>\d\d)-(?P<day>\d\d)(?!\d)",
    rf"(?P<day>\d{{1,2}}) ?[/.-] ?(?P<figure>\d{{1,2}}) ?[/.-] ?(?P<year>{_YEAR})(?![\d/])",
    r"(?P<day>\d{1,2})/(?P<figure>\d{1,2})/(?P<year>\d\d)(?![\d/])",
)
_DATES = tuple(re.compile(rf"(?<![\d/.-]){form}", re.IGNORECASE) for form in _FORMS)
_IN_FIGURES = (3, 4)  # forms in which day and month could change places
_CENTURY = 2000
_PAST = re.compile(
    rf"\b(?P<lead>last|in|since|this) (?P<month>{_NAMES})\b(?: (?P<year>{_YEAR}))?"
    rf"|\bin (?P<only>{_YEAR})\b|\blast (?P<unit>year|month|week)\b|\b(?P<now>today|yesterday)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class WrittenDate:
    """A date as it stands; ``year`` is None where the words have none.

    ``is_unsure`` where they leave a choice: two figures for a year, or a day and a month that could change places.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None
    is_unsure: bool = False

    def on(self, year: int) -> dt.date | None:
        """Give the date in a year; None where that year has no such day."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    def last_before(self, day: dt.date) -> dt.date | None:
        """Give the last such date up to a day."""
        years = range(day.year, day.year - 9, -1)  # 29 February may be eight years back
        return next((there for year in years if (there := self.on(year)) is not None and there <= day), None)


def dates_in(words: str) -> Iterator[WrittenDate]:
    """Yield the dates in words, in order.

    Examples
    --------
    >>> [(date.day, date.month, date.year) for date in dates_in("On 1st December, 2030 and 25 May; 17 / 02 / 2030")]
    [(1, 12, 2030), (25, 5, None), (17, 2, 2030)]
    """
    found = [date for form, pattern in enumerate(_DATES) for match in pattern.finditer(words)
             if (date := _written(match, form))]  # fmt: skip
    end = 0
    for date in sorted(found, key=lambda one: (one.start, -one.end)):
        if date.start >= end:
            end = date.end
            yield date


def _written(match: re.Match[str], form: int) -> WrittenDate | None:
    said = match.groupdict()
    month = int(said["figure"]) if "figure" in said else MONTHS[said["month"].lower()]
    day, year = int(said["day"]), int(said["year"]) if said["year"] else None
    is_short = year is not None and year < 100
    if is_short and year is not None:
        year += _CENTURY
    date = WrittenDate(
        *match.span(), day, month, year, is_unsure=is_short or (form in _IN_FIGURES and day <= 12 and day != month)
    )
    return date if date.on(year or 2024) else None  # 2024 has every day that a date without a year can be


def past_period(words: str, said_on: dt.date) -> Period | None:
    """Give the days of the past that words name, such as those of "last September"; None where they name none.

    Examples
    --------
    >>> past_period("Last September it was announced", dt.date(2020, 5, 19)).first
    datetime.date(2019, 9, 1)
    """
    for date in dates_in(words):
        day = date.on(date.year) if date.year else date.last_before(said_on)
        if day is not None and day <= said_on:
            return Period(day, day)
    match = _PAST.search(words)
    return None if match is None else _period(match, said_on)


def _period(match: re.Match[str], said_on: dt.date) -> Period | None:
    if match["only"]:
        return year_of(int(match["only"]))
    if match["unit"]:
        return _last(match["unit"].lower(), said_on)
    if match["now"]:
        day = said_on if match["now"].lower() == "today" else said_on - dt.timedelta(days=1)
        return Period(day, day)
    month = MONTHS[match["month"].lower()]
    if match["year"]:
        return months(int(match["year"]), month)
    has_begun = month < said_on.month or (month == said_on.month and match["lead"].lower() != "last")
    return months(said_on.year if has_begun else said_on.year - 1, month)


def _last(unit: str, said_on: dt.date) -> Period:
    if unit == "year":
        return year_of(said_on.year - 1)
    if unit == "month":
        return months(said_on.year, said_on.month - 1) if said_on.month > 1 else months(said_on.year - 1, 12)
    monday = said_on - dt.timedelta(days=said_on.weekday() + 7)
    return Period(monday, monday + dt.timedelta(days=6))
