"""What the acts about a commitment lead to, one after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.commitments import (
    Change,
    Commitment,
    CommitmentState,
    GivenDue,
    Part,
    Replaced,
    due_in_force,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.settings import AnswerSettings

Fold = Callable[[Commitment, Any], Commitment]


def after(state: Commitment | None, done: Done[acts.CommitmentAct], _settings: AnswerSettings) -> Commitment:
    """Give a commitment after an act; every act stands in its history, those that were set aside too."""
    act = done.act
    if isinstance(act, acts.SetAside) and state is not None:
        return _set_aside(state, done, act)
    now = _after_act(state, act, done.time.date())
    before = state.history if state else ()
    change = replace(_change(len(before) + 1, done, now.state), before=_replaced(state, act))
    return replace(now, history=(*before, change))


def _after_act(state: Commitment | None, act: acts.CommitmentAct, recorded: dt.date) -> Commitment:
    if isinstance(act, acts.MakeCommitment):
        return _made(act)
    assert state is not None, "no act comes before a commitment is made"
    now = _FOLDS[type(act)](state, act)
    return _shown(state, now, recorded) if len(now.dues) > len(state.dues) else now


def _shown(before: Commitment, now: Commitment, recorded: dt.date) -> Commitment:
    """Give a commitment whose new day counts from when it was recorded, if the one before had passed by then.

    A document of the ledger that bears the day on which it was said shows that it was said then.
    """
    given = now.dues[-1]
    had_passed = before.due is not None and before.due < recorded
    if not had_passed or any(source.dated == given.said_on for source in before.sources):
        return now
    return replace(now, dues=(*before.dues, replace(given, recorded=recorded)))


def _change(number: int, done: Done[acts.CommitmentAct], after_it: CommitmentState) -> Change:
    return Change(number, done.time, done.person, done.act, after_it)


def _replaced(state: Commitment | None, act: acts.CommitmentAct) -> Replaced | None:
    """Give what a correction takes the place of; None of any other act."""
    if state is None or not isinstance(act, acts.AmendCommitment):
        return None
    return Replaced(
        title=state.title if act.title is not None else "",
        owner=state.owner if act.owner is not None else "",
        source=state.sources[act.source_number - 1] if act.source is not None else None,
    )


def _set_aside(state: Commitment, done: Done[acts.CommitmentAct], act: acts.SetAside) -> Commitment:
    """Give what the acts that still count lead to, with the whole history beside them."""
    number = len(state.history) + 1
    history = tuple(replace(one, set_aside=number) if one.number == act.number else one for one in state.history)
    now: Commitment | None = None
    for one in counting(history):
        now = _after_act(now, one.act, one.time.date())
    assert now is not None, "the first act is never set aside"
    return replace(now, history=(*history, _change(number, done, now.state)))


def counting(history: tuple[Change, ...]) -> tuple[Change, ...]:
    """Give the changes that count: not those that were set aside, nor those that only set another aside."""
    return tuple(one for one in history if not one.set_aside and not isinstance(one.act, acts.SetAside))


def _made(act: acts.MakeCommitment) -> Commitment:
    dues = (GivenDue(act.due, act.source.dated, act.due_words),) if act.due else ()
    parts = tuple(Part(planned) for planned in act.parts)
    return Commitment(act, act.title, act.owner, (act.source,), dues=dues, parts=parts)


def _add_source(now: Commitment, act: acts.AddSource) -> Commitment:
    return replace(now, sources=(*now.sources, act.source))


def _date(now: Commitment, act: acts.DateCommitment) -> Commitment:
    return replace(now, dues=(*now.dues, GivenDue(act.due, act.said_on, act.due_words, act.reason)))


def _progress(now: Commitment, _act: acts.ReportProgress) -> Commitment:
    return replace(now, state=CommitmentState.IN_PROGRESS) if now.state is CommitmentState.MADE else now


def _judge(now: Commitment, act: acts.JudgeCondition) -> Commitment:
    dues = (*now.dues, GivenDue(act.due, act.decided, act.decision, act.reason)) if act.due else now.dues
    return replace(now, judgements=(*now.judgements, act), dues=dues)


def _keep(now: Commitment, act: acts.KeepCommitment) -> Commitment:
    return _kept(replace(now, evidence=(*now.evidence, *act.evidence)))


def _keep_part(now: Commitment, act: acts.KeepPart) -> Commitment:
    if act.part is None:
        return replace(now, state=CommitmentState.PARTLY_KEPT, evidence=(*now.evidence, *act.evidence))
    parts = tuple(replace(one, evidence=act.evidence) if one.planned.id == act.part else one for one in now.parts)
    there = replace(now, state=CommitmentState.PARTLY_KEPT, parts=parts)
    return _kept(there) if all(part.is_kept for part in parts) else there


def _kept(now: Commitment) -> Commitment:
    """Give the commitment as kept: late where its last evidence is of a day after the one that was due then."""
    day = max(one.dated for one in now.shown)
    due = due_in_force(now.dues, day)
    is_late = due is not None and day > due.day
    return replace(now, state=CommitmentState.KEPT_LATE if is_late else CommitmentState.KEPT, closed=day)


def _supersede(now: Commitment, act: acts.SupersedeCommitment) -> Commitment:
    return replace(_closed(now, CommitmentState.SUPERSEDED, act.happened), successor=act.successor)


def _break(now: Commitment, act: acts.BreakCommitment) -> Commitment:
    return _closed(now, CommitmentState.BROKEN, act.happened)


def _drop(now: Commitment, act: acts.DropCommitment) -> Commitment:
    return _closed(now, CommitmentState.DROPPED, act.happened)


def _closed(now: Commitment, state: CommitmentState, day: dt.date) -> Commitment:
    return replace(now, state=state, closed=day)


def _amend(now: Commitment, act: acts.AmendCommitment) -> Commitment:
    sources = tuple(
        act.source if act.source and number == act.source_number else one
        for number, one in enumerate(now.sources, start=1)
    )
    return replace(now, title=act.title or now.title, owner=act.owner or now.owner, sources=sources)


_FOLDS: Mapping[type[AnswerAct], Fold] = {
    acts.AddSource: _add_source,
    acts.DateCommitment: _date,
    acts.ReportProgress: _progress,
    acts.JudgeCondition: _judge,
    acts.KeepCommitment: _keep,
    acts.KeepPart: _keep_part,
    acts.SupersedeCommitment: _supersede,
    acts.BreakCommitment: _break,
    acts.DropCommitment: _drop,
    acts.AmendCommitment: _amend,
}
