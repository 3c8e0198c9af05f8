"""A limit of time: for going over a pattern alone, since what a clock ends nobody can make again."""

from __future__ import annotations

import time
from collections.abc import Callable


class Deadline:
    """Tells whether the time is over; it begins when this is made.

    Attributes
    ----------
    met : bool
        Whether it was over when somebody looked, and so ended something.

    Parameters
    ----------
    seconds : float or None
        None for as long as it takes.
    now : callable
        A clock in seconds that never goes back.
    """

    def __init__(self, seconds: float | None, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self.met = now, False
        self._end = None if seconds is None else now() + seconds

    def over(self) -> bool:
        """Say whether the time is over; once it is, it stays so."""
        self.met = self.met or (self._end is not None and self._now() >= self._end)
        return self.met
