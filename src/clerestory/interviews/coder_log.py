"""The log of coders' time, held against the limits of the protocol: for who leads the coders, and never published.

``vault/interviews/coder-log.csv`` has a row for each stretch that a coder coded. What comes of it are days on which
somebody was over a limit, without saying who: the lead asks the team, not the table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import InterviewError
from clerestory.interviews.csv_rows import rows_of
from clerestory.model.interviews.protocol import ExposureLimits

CODER, DAY, MINUTES = "coder", "day", "minutes"
COLUMNS = (CODER, DAY, MINUTES)
CODER_FORM = r"coder-[0-9]{1,3}"
MINUTES_FORM = r"[1-9][0-9]{0,3}"


@dataclass(frozen=True)
class Exposure:
    """When coders were over the limits; nobody is named or numbered.

    Attributes
    ----------
    days : tuple of date
        Days on which a coder coded longer than a day's limit.
    weeks : tuple of date
        Mondays of the weeks in which a coder coded longer than a week's limit.
    stretches : tuple of date
        Days on which a coder coded longer at a stretch than to the break.
    """

    days: tuple[dt.date, ...]
    weeks: tuple[dt.date, ...]
    stretches: tuple[dt.date, ...]

    @property
    def is_within(self) -> bool:
        """Whether nobody was ever over a limit."""
        return not (self.days or self.weeks or self.stretches)


def read_exposure(path: Path, limits: ExposureLimits) -> Exposure:
    """Hold the log of coders against the limits.

    Raises
    ------
    InterviewError
        If the file is no such log.
    """
    by_day: Counter[tuple[str, dt.date]] = Counter()
    stretches: set[dt.date] = set()
    for place, row in rows_of(path, COLUMNS):
        coder, day, minutes = _stretch(place, row[CODER], row[DAY], row[MINUTES])
        by_day[coder, day] += minutes
        if minutes > limits.minutes_to_break:
            stretches.add(day)
    by_week: Counter[tuple[str, dt.date]] = Counter()
    for (coder, day), minutes in by_day.items():
        by_week[coder, day - dt.timedelta(days=day.weekday())] += minutes
    return Exposure(
        _over(by_day, limits.minutes_a_day), _over(by_week, limits.minutes_a_week), tuple(sorted(stretches))
    )


def _over(minutes: Counter[tuple[str, dt.date]], limit: int) -> tuple[dt.date, ...]:
    return tuple(sorted({day for (_, day), spent in minutes.items() if spent > limit}))


def _stretch(place: str, coder: str, day: str, minutes: str) -> tuple[str, dt.date, int]:
    if not re.fullmatch(CODER_FORM, coder):
        remedy = "Number coders: coder-1, coder-2 and so on; never a name."
        raise InterviewError("has not its form", where=f"{place}, column {CODER}", remedy=remedy)
    if not re.fullmatch(MINUTES_FORM, minutes):
        raise InterviewError("is no number", where=f"{place}, column {MINUTES}", remedy="Give whole minutes.")
    try:
        return coder, dt.date.fromisoformat(day), int(minutes)
    except ValueError:
        raise InterviewError("is no date", where=f"{place}, column {DAY}", remedy="Write it as 2026-01-31.") from None
