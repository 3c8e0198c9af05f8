"""What has to be looked at: overdue checks of research that is followed, and those that come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clerestory.answer.watch.research import to_check
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.reading import states_of
from clerestory.study.answers import AnswerPlace


@dataclass(frozen=True)
class DueCheck:
    """A check that is due; ``when`` says whether it is overdue."""

    subject: str
    what: str
    owner: str
    day: dt.date
    when: str


def checks_due(place: AnswerPlace, *, ahead: dt.timedelta) -> list[DueCheck]:
    """Give the checks that are overdue or come within some days, the longest overdue first."""
    today = place.clock.now().date()
    found = to_check(states_of(place, Kind.WATCH), by=today + ahead)
    return [
        DueCheck(name, item.what, item.owner, day, "overdue" if item.is_overdue(today) else "due")
        for name, item, day in found
    ]
