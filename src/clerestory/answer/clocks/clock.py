"""A clock: from the day after receipt to the day on which an answer is due, without the days on which it waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum

from clerestory.answer.clocks.days import (
    ENGLAND_AND_WALES,
    add_days,
    add_working_days,
    is_working,
    working_days,
)
from clerestory.errors import AnswerError
from clerestory.model.bank_holidays import Jurisdiction

_DAY = dt.timedelta(1)


class Unit(Enum):
    """What a clock counts."""

    WORKING = "working days"
    CALENDAR = "calendar days"


@dataclass(frozen=True)
class Pause:
    """Days on which a clock waits: the first, the last, and why.

    Raises
    ------
    AnswerError
        If it ends before it starts.
    """

    start: dt.date
    end: dt.date
    why: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            remedy = "Write its first day as start and its last as end."
            raise AnswerError("ends before it starts", where=f"the pause of {self.start}", remedy=remedy)

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Clock:
    """How long an answer may take, and how long it took.

    Parameters
    ----------
    start : date
        The day of receipt; the day after it counts as the first.
    days : int
        After how many days an answer is due.
    jurisdictions : collection of Jurisdiction
        Whose bank holidays are no working days; for calendar days they are not asked.
    pauses : tuple of Pause
        Days that do not count; they may overlap.
    ended : date, optional
        When it stopped here without an answer, as by a transfer to another body.

    Raises
    ------
    AnswerError
        If it has fewer than one day, or stopped before it began.
    """

    start: dt.date
    days: int
    unit: Unit = Unit.WORKING
    jurisdictions: Collection[Jurisdiction] = ENGLAND_AND_WALES
    pauses: tuple[Pause, ...] = ()
    ended: dt.date | None = None

    def __post_init__(self) -> None:
        if self.days < 1:
            raise _fault(self, "has no day to answer", "Give it one day or more.")
        if self.ended is not None and self.ended < self.start:
            raise _fault(self, "stopped before it began", "Check the day of receipt and that of the transfer.")

    @property
    def due(self) -> dt.date:
        """The last day on which an answer is in time; of calendar days it may be a Saturday or a bank holiday."""
        if not self.pauses:
            return self._after(self.start, self.days)
        day, left = self.start, self.days
        while left:
            day += _DAY
            left -= self._counts(day)
        return day

    def taken(self, on: dt.date) -> int:
        """Give how many days had passed here by the end of a day, in the clock's unit."""
        until = on if self.ended is None else min(on, self.ended)
        waited = sum(self._days(max(first, self.start), min(last, until)) for first, last in self._waits())
        return self._days(self.start, until) - waited

    def is_late(self, on: dt.date) -> bool:
        """Say whether an answer of this day is late, or without one the clock has run out here by then."""
        return (on if self.ended is None else min(on, self.ended)) > self.due

    def days_late(self, on: dt.date) -> int:
        """Give how many days beyond its days an answer of this day is; where it is late at all it is one at least.

        What is sent on a Saturday is as late as on the Monday after it, and inside a pause as late as after it.
        """
        return max(1, self.taken(on) - self.days) if self.is_late(on) else 0

    def transferred_in(self, on: dt.date) -> Clock:
        """Give the clock of the body that received it from another: it begins again on that day.

        Raises
        ------
        AnswerError
            If that was before it was received first.
        """
        if on < self.start:
            raise _fault(self, "was transferred before it was received", "Check both days.")
        return replace(self, start=on, ended=None)

    def transferred_out(self, on: dt.date) -> Clock:
        """Give the clock as it stopped here: the other body's begins."""
        return replace(self, ended=on)

    def _after(self, day: dt.date, number: int) -> dt.date:
        is_working_days = self.unit is Unit.WORKING
        return add_working_days(day, number, self.jurisdictions) if is_working_days else add_days(day, number)

    def _counts(self, day: dt.date) -> bool:
        counted = self.unit is Unit.CALENDAR or is_working(day, self.jurisdictions)
        return counted and not any(day in pause for pause in self.pauses)

    def _days(self, after: dt.date, to: dt.date) -> int:
        """Count the days from the day after one to another, pauses and all."""
        if self.unit is Unit.WORKING:
            return working_days(after, to, self.jurisdictions)
        return max(0, (to - after).days)

    def _waits(self) -> list[tuple[dt.date, dt.date]]:
        """Give the pauses without their overlaps: the day before each, and its last."""
        waits: list[tuple[dt.date, dt.date]] = []
        for pause in sorted(self.pauses, key=lambda pause: pause.start):
            before = pause.start - _DAY
            if waits and before <= waits[-1][1]:
                waits[-1] = (waits[-1][0], max(waits[-1][1], pause.end))
            else:
                waits.append((before, pause.end))
        return waits


def _fault(clock: Clock, what: str, remedy: str) -> AnswerError:
    return AnswerError(what, where=f"the clock that began on {clock.start}", remedy=remedy)
