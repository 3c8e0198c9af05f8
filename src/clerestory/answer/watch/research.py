"""Research that is followed: what follows from each act, what may happen now, and which checks are overdue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from clerestory.answer.subjects import Subjects
from clerestory.answer.watch.begun import check_begun, check_not_ahead, check_of_no_case, refused
from clerestory.model.answers.acts.watch import (
    WATCH_ACT,
    CheckResearch,
    EndWatch,
    FollowResearch,
    PlanCheck,
    WatchAct,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.answers.watch import Edition, ResearchCheck, WatchItem


def after(state: WatchItem | None, done: Done[WatchAct], _settings: AnswerSettings) -> WatchItem:
    """Give what is followed after an act."""
    act = done.act
    if isinstance(act, FollowResearch):
        return _followed(act)
    assert state is not None
    if isinstance(act, CheckResearch):
        return _checked(state, act, done.person)
    if isinstance(act, PlanCheck):
        return replace(state, next_check=act.next_check, owner=act.owner)
    return replace(state, next_check=None, ended=act.day, reason=act.reason)


def _followed(act: FollowResearch) -> WatchItem:
    editions = (Edition(act.edition, act.day),) if act.edition else ()
    return WatchItem(act.what, act.by, act.why, act.address, act.owner, act.day, act.next_check, editions)


def _checked(state: WatchItem, act: CheckResearch, person: str) -> WatchItem:
    check = ResearchCheck(act.day, person, act.found, act.edition, act.findings, act.guidance, act.commitments)
    new = (Edition(act.edition, act.day),) if act.edition else ()
    return replace(state, next_check=act.next_check, checks=(*state.checks, check), editions=(*state.editions, *new))


def check(state: WatchItem | None, done: Done[WatchAct], _settings: AnswerSettings) -> None:
    """Check that an act may happen now.

    Raises
    ------
    AnswerNowError
        If not.
    AnswerTextError
        If why it is followed or no more, or what was found, could be about one case.
    """
    check_begun(state, done, FollowResearch)
    act = done.act
    if state is not None and not state.is_open:
        raise refused(done, "it is followed no more", "Follow it anew under another id.")
    if not isinstance(act, PlanCheck):
        check_not_ahead(done, act.day)
    if state is not None and not isinstance(act, PlanCheck) and act.day < state.last_day:
        raise refused(done, "day: is before the last look at it", "Looks are recorded in their order.")
    if isinstance(act, CheckResearch) and state is not None and act.edition in {one.name for one in state.editions}:
        raise refused(done, "edition: is not new", "Leave it out where there is no new version.")
    check_of_no_case(done, *_public_words(act))
    if not isinstance(act, EndWatch):
        _check_next(done, act.next_check, after=done.time.date() if isinstance(act, PlanCheck) else act.day)


def _public_words(act: WatchAct) -> tuple[str, ...]:
    """Give what of an act will be public in sentences."""
    if isinstance(act, FollowResearch):
        return (act.why,)
    if isinstance(act, CheckResearch):
        return (act.found,)
    return (act.reason,) if isinstance(act, EndWatch) else ()


def _check_next(done: Done[WatchAct], day: dt.date, *, after: dt.date) -> None:
    if day <= after:
        raise refused(done, "next_check: is not after this check", "Give a later day, or end it with a reason.")


def row(state: WatchItem, _settings: AnswerSettings) -> Row:
    """Give what lists have of it; the version that was seen last is found by its name."""
    return Row(
        title=state.what,
        state="followed" if state.is_open else "ended",
        owner=state.owner,
        opened=state.opened,
        due=state.next_check,
        closed=state.ended,
        words="\n".join([state.by, state.why, *(one.name for one in state.editions), *(c.found for c in state.checks)]),
    )


WATCH: Subjects[WatchAct, WatchItem] = Subjects(Kind.WATCH, WATCH_ACT, after, check, row)


def to_check(items: Mapping[str, WatchItem], *, by: dt.date) -> list[tuple[str, WatchItem, dt.date]]:
    """Give what has to be looked at by a day, by id with the day of its check: the longest overdue first."""
    due = [(name, item, item.next_check) for name, item in items.items() if item.next_check and item.next_check <= by]
    return sorted(due, key=lambda one: (one[2], one[0]))
