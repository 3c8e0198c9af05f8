"""Dates in a text, in figures and in words, with every day that they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from clerestory.protect.text.landmarks import Leads
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.spoken_numbers import DAYS, spoken_year

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class DateForm(Enum):
    """How a date is written."""

    FIGURES = "3/4/2009"
    SPACED = "3 4 2009"
    GLUED = "03042009"
    MONTH_NAMED = "3 April 2009"
    DAY_AND_MONTH = "3 April"
    MONTH_AND_YEAR = "April 2009"


@dataclass(frozen=True, order=True, slots=True)
class Reading:
    """A day that is meant; 0 for what is not said."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, repr=False, slots=True)
class WrittenDate:
    """A date where it stands.

    Attributes
    ----------
    start, end : int
        In the plain text.
    form : DateForm
    readings : tuple of Reading
        As the United Kingdom reads it; a year of two digits is of either century.
    foreign : tuple of Reading
        With the month before the day.
    """

    start: int
    end: int
    form: DateForm
    readings: tuple[Reading, ...]
    foreign: tuple[Reading, ...] = ()


_FIGURES = re.compile(r"[0-9]{1,4}+(?:( ?[-/.\\_] ?| )[0-9]{1,2}\1[0-9]{1,4}|[0-9]{4})(?![0-9])")
_KEPT = 10_000  # dates remembered from earlier texts
_GLUED_LENGTH = 8
_APART = re.compile(r"[^0-9]+")
_DAYS_OF_MONTH = 31
_LONGEST_BEFORE = 32
_LONGEST_YEAR = 4

_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_SAID_DAY = (
    r"(?:(?:twenty|thirty)[ \-]?)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth"
)
_DAY = rf"(?:(?P<day>[0-9]{{1,2}})(?: ?(?:st|nd|rd|th))?|(?P<said>{_SAID_DAY}))(?![a-z0-9])"
_DAY_BEFORE = re.compile(
    rf"(?<![a-z0-9])(?:the )?(?:(?P<year>(?:19|20)[0-9]{{2}})[ \-./,]{{1,2}})?{_DAY.replace('(?![a-z0-9])', '')}"
    r"[ \-./,]{0,3}(?:(?:day )?of (?:the month of )?)?$"
)
_YEAR_BEFORE = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[ \-./,]{1,2}$")
_DAY_AFTER = re.compile(rf"\.?[ \-./,]{{0,3}}(?:the )?{_DAY}")
_YEAR_AFTER = re.compile(
    r"\.?[ \-./,']{0,3}(?:(?:in|of)(?: the year)? )?(?P<year>(?:19|20)[0-9]{2}|'?[0-9]{2})(?![a-z0-9])"
)
_SPACE_AFTER = re.compile(r"\.?[ \-,]{1,3}(?:(?:in|of)(?: the year)? )?")


def dates_in(text: NormalisedText) -> Iterator[WrittenDate]:
    """Yield the dates of a text: in figures, glued, and with a named month, in no order."""
    for start, end in text.landmarks.digits:
        yield from _in_figures(text.folded, start, end)
    yield from _with_month(text)


def _in_figures(folded: str, first: int, last: int) -> Iterator[WrittenDate]:
    for found in _FIGURES.finditer(folded, first, last):
        if not (found[1] is None and len(found[0]) != _GLUED_LENGTH) and not _touches(folded, *found.span()):
            readings = _in_either_order(found[0])
            if readings[0] or readings[1]:
                yield WrittenDate(*found.span(), _form(found[1]), *readings)


def _form(between: str | None) -> DateForm:
    if between is None:
        return DateForm.GLUED
    return DateForm.SPACED if between == " " else DateForm.FIGURES


@lru_cache(maxsize=_KEPT)
def _in_either_order(figures: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    return _glued(figures) if figures.isdigit() else _readings(*_APART.split(figures))


def _touches(folded: str, start: int, end: int) -> bool:
    """Say whether letters or digits, or more figures after a sign, stand at either side."""
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    return (
        before[-1:].isalnum()
        or after[:1].isalnum()
        or (before[-1:] in ("/", ".", "-") and before[:1].isdigit())
        or (after[:1] in ("/", "-") and after[1:].isdigit())
    )


def _readings(first: str, middle: str, last: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    if len(first) == _LONGEST_YEAR:
        return _of(first, middle, last), _of(first, last, middle)
    return _of(last, middle, first), _of(last, first, middle)


def _glued(digits: str) -> tuple[tuple[Reading, ...], tuple[Reading, ...]]:
    year_first = _of(digits[:4], digits[4:6], digits[6:])
    return _of(digits[4:], digits[2:4], digits[:2]) + year_first, _of(digits[4:], digits[:2], digits[2:4])


def _of(year: str, month: str, day: str) -> tuple[Reading, ...]:
    if not (0 < int(month) <= len(MONTHS) and 0 < int(day) <= _DAYS_OF_MONTH):
        return ()
    return tuple(Reading(full, int(month), int(day)) for full in _full_years(year))


def _full_years(year: str) -> tuple[int, ...]:
    if len(year) == _LONGEST_YEAR:
        return (int(year),) if year[:2] in ("19", "20") else ()
    return (1900 + int(year), 2000 + int(year)) if len(year) == 2 else ()


_STEM = 3
_STEMS = {name[:_STEM]: number for number, name in enumerate(MONTHS, 1)}
_MONTH_LEADS = Leads(_STEMS)


def _with_month(text: NormalisedText) -> Iterator[WrittenDate]:
    folded = text.folded
    for start in _MONTH_LEADS.places(text.landmarks):
        found = _MONTH.match(folded, start)
        if found is None:
            continue
        month = _STEMS[found[0][:_STEM]]
        date = _day_first(folded, found, month) or _month_first(folded, found, month)
        if date is not None and (date.form is DateForm.MONTH_NAMED or not _is_verb(text.plain, found)):
            yield date


def _is_verb(plain: str, found: re.Match[str]) -> bool:
    """Say whether it is the verb "may", which small letters and no whole date show."""
    return plain[found.start() : found.end()] == "may"


def _day_first(folded: str, found: re.Match[str], month: int) -> WrittenDate | None:
    from_ = max(0, found.start() - _LONGEST_BEFORE)
    before = _DAY_BEFORE.search(folded[from_ : found.start()])
    day = _day(before) if before else 0
    if before is None or not day:
        return None
    if before["year"]:
        return _named(from_ + before.start(), found.end(), Reading(int(before["year"]), month, day))
    years, end = _years_after(folded, found.end())
    readings = tuple(Reading(year, month, day) for year in years or (0,))
    return _named(from_ + before.start(), end, *readings)


def _month_first(folded: str, found: re.Match[str], month: int) -> WrittenDate | None:
    after = _DAY_AFTER.match(folded, found.end())
    day = _day(after) if after else 0
    if after is not None and day:
        years, end = _years_after(folded, after.end())
        start, before = _year_before(folded, found.start())
        years = years or before
        readings = tuple(Reading(year, month, day) for year in years or (0,))
        return _named(start, end, *readings)
    years, end = _years_after(folded, found.end())
    if years and end > found.end():
        return _named(found.start(), end, *(Reading(year, month, 0) for year in years))
    return None


def _named(start: int, end: int, *readings: Reading) -> WrittenDate:
    form = DateForm.MONTH_NAMED
    if not readings[0].day:
        form = DateForm.MONTH_AND_YEAR
    elif not readings[0].year:
        form = DateForm.DAY_AND_MONTH
    return WrittenDate(start, end, form, readings)


def _day(found: re.Match[str]) -> int:
    """Give the day that was written, 0 where there is none."""
    if found["day"]:
        day = int(found["day"])
        return day if day <= _DAYS_OF_MONTH else 0
    return DAYS.get(re.sub(r"[ \-]", "", found["said"]), 0)


def _years_after(folded: str, at: int) -> tuple[tuple[int, ...], int]:
    """Give the years that may be meant after a day or month, and where they end; none where there are none."""
    found = _YEAR_AFTER.match(folded, at)
    if found:
        return _full_years(found["year"].lstrip("'")), found.end()
    space = _SPACE_AFTER.match(folded, at)
    said = spoken_year(folded, space.end()) if space else None
    return ((said[0],), said[1]) if said else ((), at)


def _year_before(folded: str, at: int) -> tuple[int, tuple[int, ...]]:
    found = _YEAR_BEFORE.search(folded[max(0, at - 8) : at])
    return (at - len(found[0]), (int(found["year"]),)) if found else (at, ())
