"""Research of others that is followed: where it stands, every look at it, and what each changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """A version of what is followed, and when it was first seen here."""

    name: str
    seen: dt.date


@dataclass(frozen=True)
class ResearchCheck:
    """One look at it; ``findings``, ``guidance`` and ``commitments`` are ids of what it changes here."""

    day: dt.date
    person: str
    found: str
    edition: str = ""
    findings: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()


@dataclass(frozen=True)
class WatchItem:
    """What is followed.

    Attributes
    ----------
    next_check : date, optional
        While it is followed, and only then.
    ended : date, optional
        The last day on which it was followed.
    """

    what: str
    by: str
    why: str
    address: str
    owner: str
    opened: dt.date
    next_check: dt.date | None
    editions: tuple[Edition, ...] = ()
    checks: tuple[ResearchCheck, ...] = ()
    ended: dt.date | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.next_check is None) == (self.ended is None):
            raise ValueError("what is followed has a next check, and what is not has none")

    @property
    def is_open(self) -> bool:
        """Whether it is still followed."""
        return self.ended is None

    @property
    def last_day(self) -> dt.date:
        """The last day on which it was looked at."""
        return max([self.opened, *(check.day for check in self.checks)])

    def is_overdue(self, on: dt.date) -> bool:
        """Say whether its check should have been before a day."""
        return self.next_check is not None and self.next_check < on
