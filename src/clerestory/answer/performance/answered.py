"""One thing that was to be answered, as the performance table counts it: what letters, requests and petitions give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.answer.clocks import ENGLAND_AND_WALES, FOI_JURISDICTIONS, Clock, Jurisdiction, Pause, Unit
from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import AnsweredKind

UNITS: Mapping[AnsweredKind, Unit] = MappingProxyType(
    dict.fromkeys(AnsweredKind, Unit.WORKING)
    | dict.fromkeys((AnsweredKind.WRITTEN, AnsweredKind.NAMED_DAY, AnsweredKind.PETITION), Unit.CALENDAR)
)
USUAL_DAYS: Mapping[AnsweredKind, int] = MappingProxyType(
    {
        AnsweredKind.MP: 20,
        AnsweredKind.PUBLIC: 20,
        AnsweredKind.FOI: 20,
        AnsweredKind.WRITTEN: 7,
        AnsweredKind.LORDS: 10,
        AnsweredKind.PETITION: 21,
    }
)
_COMPARED_DAYS = 20  # working days: by these every department is told apart from its own target


@dataclass(frozen=True)
class Answered:
    """One thing that was to be answered.

    Parameters
    ----------
    received : date
        By this office: of what another body passed on, the day on which it came here.
    answered : date, optional
        When the answer went; a holding reply is none.
    target_days : int, optional
        Within how many days, in the unit of its kind; None where a day was named (``due``).
    due : date, optional
        The last day in time, where it is not the one that the target gives: a named day, or an extension that the law
        allows.
    left : date, optional
        When it ended here without an answer: passed on, withdrawn, lapsed.
    pauses : tuple of Pause
        Days that do not count.
    jurisdictions : collection of Jurisdiction, optional
        Whose bank holidays count; None for those of its kind.

    Raises
    ------
    AnswerError
        If it has neither target nor due day, or was answered or left before it was received, or both.
    """

    kind: AnsweredKind
    received: dt.date
    answered: dt.date | None = None
    target_days: int | None = None
    due: dt.date | None = None
    left: dt.date | None = None
    pauses: tuple[Pause, ...] = ()
    jurisdictions: Collection[Jurisdiction] | None = None

    def __post_init__(self) -> None:
        if self.target_days is None and self.due is None:
            raise self._fault("has neither a target nor a day on which it is due", "Give one of them.")
        ends = [day for day in (self.answered, self.left) if day is not None]
        if any(day < self.received for day in ends):
            raise self._fault("ended before it was received", "Check both days.")
        if len(ends) > 1:
            raise self._fault("was answered, and left without an answer", "Leave one of the days empty.")
        _ = self.due_day, self.in_20.due  # years that have no calendar are refused here, and not in a table

    @property
    def due_day(self) -> dt.date:
        """The last day on which an answer is in time."""
        return self._clock.due if self.due is None else self.due

    @property
    def in_20(self) -> Clock:
        """The clock of 20 working days, whatever the target."""
        return Clock(self.received, _COMPARED_DAYS, Unit.WORKING, self._counting, self.pauses)

    @property
    def target(self) -> str:
        """The target in words."""
        return "the day named" if self.target_days is None else f"{self.target_days} {UNITS[self.kind].value}"

    @property
    def days(self) -> int | None:
        """How many days the answer took, in the unit of its kind; None without one."""
        return None if self.answered is None else self._clock.taken(self.answered)

    @property
    def _clock(self) -> Clock:
        return Clock(self.received, self.target_days or 1, UNITS[self.kind], self._counting, self.pauses)

    @property
    def _counting(self) -> Collection[Jurisdiction]:
        if self.jurisdictions is not None:
            return self.jurisdictions
        return FOI_JURISDICTIONS if self.kind is AnsweredKind.FOI else ENGLAND_AND_WALES

    def _fault(self, what: str, remedy: str) -> AnswerError:
        return AnswerError(what, where=f"{self.kind.value}, received {self.received}", remedy=remedy)
