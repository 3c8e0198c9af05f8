"""How long a letter may take, has taken, and is over its target: the clock of its last run, in working days."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.clocks import Clock, Unit
from clerestory.model.answers.letters import Letter, Part, Run
from clerestory.model.calendar import date_text


def clock_of(run: Run) -> Clock:
    """Give the clock of a run: it starts the day after receipt."""
    return Clock(run.received, run.target_days, unit=Unit.WORKING, jurisdictions=frozenset(run.jurisdictions))


def due_of(part: Part) -> dt.date | None:
    """Give the last day on which a part is answered in time; None where nobody waits by a clock."""
    return clock_of(part.run).due if part.run else None


def days_late(part: Part, on: dt.date) -> int:
    """Give how many working days over its target a part is on a day; 0 where it is not, or has no clock."""
    return clock_of(part.run).days_late(on) if part.run else 0


def most_pressing(letter: Letter) -> Part:
    """Give the part that a list shows: the open one that is due first, or else the last part."""
    waiting = sorted(letter.open_parts, key=lambda part: (due_of(part) or dt.date.max, part.number))
    return waiting[0] if waiting else letter.parts[-1]


def clock_words(part: Part, today: dt.date) -> str:
    """Say how a part stands to its target.

    Examples of what is said: "Due Friday 4 December 2026, 3 working days left", "Due today", "Was due Friday 4 December
    2026, 2 working days ago", "Answered in 12 working days, within its target of 20".
    """
    run = part.run
    if run is None:
        return "The office's own letter: no clock runs"
    clock = clock_of(run)
    if part.sent is not None:
        return _answered_words(clock, part.sent.day, run.target_days)
    if run.ended is not None:
        return f"The clock ended on {weekday_text(run.ended)}"
    late = clock.days_late(today)
    if late:
        return f"Was due {weekday_text(clock.due)}, {counted(late)} ago"
    left = clock_left(clock, today)
    return f"Due {weekday_text(clock.due)}, {counted(left)} left" if left else f"Due today, {weekday_text(clock.due)}"


def clock_left(clock: Clock, today: dt.date) -> int:
    """Give how many working days after today lie up to the due day, both counted by the clock itself."""
    return max(0, clock.days - clock.taken(today)) if today < clock.due else 0


def _answered_words(clock: Clock, day: dt.date, target: int) -> str:
    late = clock.days_late(day)
    told = f"{counted(late)} over its target of {target}" if late else f"within its target of {target}"
    return f"Answered in {counted(clock.taken(day))}, {told}"


def counted(days: int) -> str:
    """Give a number of working days in words.

    Examples
    --------
    >>> counted(1), counted(12)
    ('1 working day', '12 working days')
    """
    return f"{days:,} working day{'' if days == 1 else 's'}"


def weekday_text(day: dt.date) -> str:
    """Print a day with its weekday.

    Examples
    --------
    >>> weekday_text(dt.date(2026, 12, 4))
    'Friday 4 December 2026'
    """
    return f"{_WEEKDAYS[day.weekday()]} {date_text(day)}"


_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
