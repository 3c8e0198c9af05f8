"""Days by which a request is answered, from stated days only; never from the clock."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from clerestory.errors import SharingError
from clerestory.model.law import Regime
from clerestory.model.rights import RightsRequest

_MONTHS, _EXTENSION = 1, 2
PART_3_EXTENDS_FROM = dt.date(2026, 2, 5)  # Data (Use and Access) Act 2025 s.76, in force by SI 2026/82; before: never


@dataclass(frozen=True)
class Deadline:
    """When a request is due, and by when it may have been extended."""

    first: dt.date
    due: dt.date


def months_after(day: dt.date, months: int) -> dt.date:
    """Give the corresponding day so many months later, or the last day of that month where it has none.

    The regulator lets a day that is no working day pass on to the next one. That is not done here: the earlier day is
    always in time, and no list of public holidays can be wrong.

    Parameters
    ----------
    day : date
        A month runs from the day of receipt (ICO).
    months : int
        1 or more.

    Examples
    --------
    >>> months_after(dt.date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    >>> months_after(dt.date(2026, 9, 3), 1)
    datetime.date(2026, 10, 3)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def deadline_of(request: RightsRequest, regime: Regime) -> Deadline:
    """Give the day by which a request is answered under one regime.

    Parameters
    ----------
    request : RightsRequest
        The month runs from the receipt, or from the day on which what identifies the person came in (Article 12A).
    regime : Regime
        UK GDPR of the department and most givers, Part 3 of a police force or the NCA.

    Raises
    ------
    SharingError
        If it was extended after the first month, or under Part 3 before the law allowed that.
    """
    begins = request.identified or request.received
    first = months_after(begins, _MONTHS)
    extension = request.extended
    if extension is None:
        return Deadline(first, first)
    where, remedy = f"requests/{request.id}.toml", "Answer it, and say why it is late."
    if extension.on > first:
        raise SharingError("it was extended after the month had passed", where=where, remedy=remedy)
    if regime is Regime.PART_3 and request.received < PART_3_EXTENDS_FROM:
        what = "a request under Part 3 that came before 5 February 2026 cannot be extended"
        raise SharingError(what, where=where, remedy=remedy)
    return Deadline(first, months_after(begins, _MONTHS + _EXTENSION))
