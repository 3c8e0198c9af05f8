"""Words that several pages use: days and times."""

from __future__ import annotations

import datetime as dt

from clerestory.model.calendar import LONDON, date_text


def day_words(day: dt.date | None) -> str:
    """Give a day as people write it; empty for none.

    Examples
    --------
    >>> day_words(dt.date(2026, 3, 9))
    '9 March 2026'
    """
    return date_text(day) if day else ""


def time_words(time: dt.datetime | None) -> str:
    """Give a time as people write it, by the clocks of London; empty for none.

    Examples
    --------
    >>> time_words(dt.datetime(2026, 7, 9, 9, 5, tzinfo=dt.UTC))
    '9 July 2026, 10:05'
    """
    if time is None:
        return ""
    local = time.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M}"
