"""Days: when a release may come out (half past nine on a working day, by London's clock), and how one is printed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from clerestory.model.bank_holidays import LAST_PUBLISHED_YEAR, Jurisdiction, bank_holidays

LONDON = ZoneInfo("Europe/London")
USUAL_TIME = dt.time(9, 30)
NOTICE_DAYS = 28  # Code of Practice for Statistics: four weeks ahead where practicable

KNOWN_YEARS = range(2025, LAST_PUBLISHED_YEAR + 1)  # of a release: in a later year a proclamation may yet move a day
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
    if day.year not in KNOWN_YEARS:
        return f"the bank holidays of {day.year} are not known to this version"
    return f"{day} is a bank holiday" if day in bank_holidays(day.year, Jurisdiction.ENGLAND_AND_WALES) else ""


def date_text(day: dt.date) -> str:
    """Print a date in words, without asking the machine's locale.

    Examples
    --------
    >>> date_text(dt.date(2026, 12, 15))
    '15 December 2026'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
