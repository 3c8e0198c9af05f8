"""Events: what follows from each act, and what may happen now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clerestory.answer.subjects import Subjects
from clerestory.answer.watch.begun import check_begun, check_of_no_case, refused
from clerestory.model.answers.acts.events import (
    EVENT_ACT,
    CancelEvent,
    ChooseContent,
    EventAct,
    HoldEvent,
    MoveEvent,
    PlanEvent,
    SetAgenda,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.events import Event, EventState
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings


def after(state: Event | None, done: Done[EventAct], _settings: AnswerSettings) -> Event:
    """Give the event after an act."""
    act = done.act
    if isinstance(act, PlanEvent):
        return Event(act.title, act.day, act.host, tuple(dict.fromkeys(act.audiences)), act.owner)
    assert state is not None
    if isinstance(act, SetAgenda):
        return replace(state, agenda=act.items)
    if isinstance(act, ChooseContent):
        return replace(state, statements=act.statements, guidance=act.guidance, commitments=act.commitments)
    return _moved_or_over(state, act, done.time.date())


def _moved_or_over(state: Event, act: MoveEvent | HoldEvent | CancelEvent, today: dt.date) -> Event:
    if isinstance(act, MoveEvent):
        return replace(state, day=act.day)
    if isinstance(act, HoldEvent):
        return replace(state, state=EventState.HELD, reason=act.outcome, over=state.day)
    return replace(state, state=EventState.CANCELLED, reason=act.reason, over=today)


def check(state: Event | None, done: Done[EventAct], _settings: AnswerSettings) -> None:
    """Check that an act may happen now.

    Raises
    ------
    AnswerNowError
        If not.
    AnswerTextError
        If an item of the agenda could be about one case.
    """
    check_begun(state, done, PlanEvent)
    act, today = done.act, done.time.date()
    if state is not None and state.state is not EventState.PLANNED:
        raise refused(done, f"the event was {state.state.value}", "Plan another.")
    if isinstance(act, SetAgenda):
        check_of_no_case(done, *act.items)
    if isinstance(act, PlanEvent | MoveEvent) and act.day < today:
        raise refused(done, "day: is past", "Give the day on which it will be held.")
    if isinstance(act, HoldEvent) and state is not None and today < state.day:
        raise refused(done, "it lies ahead", "Record what came of it when it was held.")


def row(state: Event, _settings: AnswerSettings) -> Row:
    """Give what lists have of it."""
    is_planned = state.state is EventState.PLANNED
    return Row(
        title=state.title,
        state=state.state.value,
        owner=state.owner,
        due=state.day if is_planned else None,
        closed=state.over,
        words="\n".join([state.host, *state.agenda]),
    )


EVENT: Subjects[EventAct, Event] = Subjects(Kind.EVENT, EVENT_ACT, after, check, row)
