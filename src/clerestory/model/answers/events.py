"""Events for which packs are made: when, for whom, with which agenda and what of the answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.model.lessons.study import Audience


class EventState(Enum):
    """What became of an event."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Event:
    """An event; ``statements``, ``guidance`` and ``commitments`` are ids of what its packs have beside lessons.

    Attributes
    ----------
    over : date, optional
        The day on which it was held, or cancelled.
    """

    title: str
    day: dt.date
    host: str
    audiences: tuple[Audience, ...]
    owner: str
    agenda: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    state: EventState = EventState.PLANNED
    reason: str = ""
    over: dt.date | None = None
