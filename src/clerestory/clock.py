"""The clock port: dates of content come from study.toml; only ledger and seal ask what time it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> dt.datetime:
        """Give the time in UTC, without fractions of a second."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """Give the time in UTC, without fractions of a second."""
        return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands still: for tests and rebuilds."""

    time: dt.datetime

    def now(self) -> dt.datetime:
        """Give the one time."""
        return self.time
