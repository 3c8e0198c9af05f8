"""Days: when a release may come out (half past nine on a working day, by London's clock), and how one is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
USUAL_TIME = dt.time(9, 30)
NOTICE_DAYS = 28  # Code of Practice for Statistics: four weeks ahead where practicable

# https://www.gov.uk/bank-holidays, England and Wales: the Banking and Financial Dealings Act 1971, schedule 1, the
# common law's two, and proclamations. A year that is not here is unknown: a proclamation may add a day or move one.
BANK_HOLIDAYS: Mapping[int, tuple[str, ...]] = {
    2025: ("01-01", "04-18", "04-21", "05-05", "05-26", "08-25", "12-25", "12-26"),
    2026: ("01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"),
    2027: ("01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"),
    2028: ("01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Give in UTC the moment that clocks in London show a day and a time; the later one where they show it twice.

    In the hour that is left out in spring it is the moment that clocks would show had they not been put forward.
    """
    shown = dt.datetime.combine(day, time, tzinfo=LONDON)
    return max(shown.replace(fold=fold).astimezone(dt.UTC) for fold in (0, 1))


def not_working(day: dt.date) -> str:
    """Say why a day is no working day, or not known to be one; nothing where it is one."""
    if day.weekday() >= 5:
        return f"{day} is a {day:%A}"
    if day.year not in BANK_HOLIDAYS:
        return f"the bank holidays of {day.year} are not known to this version"
    return f"{day} is a bank holiday" if f"{day:%m-%d}" in BANK_HOLIDAYS[day.year] else ""


def date_text(day: dt.date) -> str:
    """Print a date in words, without asking the machine's locale.

    Examples
    --------
    >>> date_text(dt.date(2026, 12, 15))
    '15 December 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
