"""How a commitment stands on a day: what is overdue is computed, and nobody sets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from clerestory.model.answers.commitments import Commitment

SOON_DAYS, NEAR_DAYS = 28, 7  # before the day, when its owner is reminded


class Standing(Enum):
    """What waits, the most pressing first."""

    OVERDUE = "overdue"
    NEAR = f"due within {NEAR_DAYS} days"
    SOON = f"due within {SOON_DAYS} days"
    UNDATED = "needs a day"
    LATER = "due later"
    SETTLED = "nothing is left to do"


# What somebody is reminded of.
PRESSING = (Standing.OVERDUE, Standing.NEAR, Standing.SOON, Standing.UNDATED)


def standing(commitment: Commitment, today: dt.date) -> Standing:
    """Give how a commitment stands: overdue from the day after the one that is due."""
    if not commitment.state.is_open:
        return Standing.SETTLED
    if commitment.due is None:
        return Standing.UNDATED
    ahead = (commitment.due - today).days
    if ahead < 0:
        return Standing.OVERDUE
    if ahead <= NEAR_DAYS:
        return Standing.NEAR
    return Standing.SOON if ahead <= SOON_DAYS else Standing.LATER


@dataclass(frozen=True)
class Reminder:
    """A commitment that waits for its owner."""

    subject: str
    commitment: Commitment
    standing: Standing
    days: int | None  # to the day that is due, negative after it


def reminders(ledger: Mapping[str, Commitment], today: dt.date) -> list[Reminder]:
    """Give what waits: overdue, due within 7 or 28 days, or without a day; what has waited longest first."""
    found = [_reminder(name, one, today) for name, one in ledger.items()]
    waiting = [one for one in found if one.standing in PRESSING]
    return sorted(waiting, key=lambda one: (PRESSING.index(one.standing), one.commitment.due or today, one.subject))


def _reminder(name: str, one: Commitment, today: dt.date) -> Reminder:
    return Reminder(name, one, standing(one, today), (one.due - today).days if one.due else None)
