"""What the acts about a request lead to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.answer.requests.states import DAY_OF
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.model.answers.requests import Applied, Draft, Request, RequestState, Review, Sent, Stopped
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON
from clerestory.model.grounds import GroundCode

_Done = Done[acts.RequestAct]
_Fold = Callable[[Request, _Done, Any], Request]


def after(request: Request | None, done: _Done, _settings: AnswerSettings) -> Request:
    """Give the request after an act."""
    if isinstance(done.act, acts.ReceiveRequest):
        return _received(done.act)
    if request is None:
        raise TypeError("a request begins with its receipt")  # the policies let nothing else be recorded
    made = _FOLDS[type(done.act)](request, done, done.act)
    day = day_of(done.act)
    return replace(made, latest=max(made.latest, day)) if day else made


def day_of(act: acts.RequestAct) -> dt.date | None:
    """Give the day on which what an act records happened; None where that is when it is recorded."""
    name = DAY_OF.get(type(act))
    return getattr(act, name) if name else None


def _received(act: acts.ReceiveRequest) -> Request:
    return Request(act, act.received, act.received, question=act.question)


def _assign(request: Request, _done: _Done, act: acts.AssignRequest) -> Request:
    return replace(request, owner=act.owner)


def _ask(request: Request, _done: _Done, act: acts.AskToClarify) -> Request:
    return replace(request, state=RequestState.CLARIFYING, asked_to_clarify=act.asked, draft=None)


def _clarified(request: Request, _done: _Done, act: acts.ReceiveClarification) -> Request:
    """Start the clock anew, so that nothing of what stopped or extended it stands."""
    return replace(
        request,
        state=RequestState.OPEN,
        counted_from=act.received,
        question=act.question,
        until=None,
        extended=None,
        stopped=(),
    )


def _fees(request: Request, _done: _Done, act: acts.GiveFeesNotice) -> Request:
    return replace(request, state=RequestState.FEE, stopped=(*request.stopped, Stopped(act.given)))


def _paid(request: Request, _done: _Done, act: acts.ReceiveFee) -> Request:
    *before, last = request.stopped
    return replace(request, state=RequestState.OPEN, stopped=(*before, Stopped(last.start, act.received)))


def _transfer(request: Request, _done: _Done, act: acts.TransferRequest) -> Request:
    return replace(request, state=RequestState.TRANSFERRED, ended=act.sent, end_words=f"passed on to {act.to}")


def _close(request: Request, _done: _Done, act: acts.CloseRequest) -> Request:
    return replace(request, state=RequestState.CLOSED, ended=act.closed, end_words=act.why.value)


def _extend(request: Request, _done: _Done, act: acts.ExtendRequest) -> Request:
    return replace(request, until=act.until, extended=act.until)


def _apply(request: Request, done: _Done, act: acts.ApplyExemption) -> Request:
    made = Applied(act, done.person, code_of(act))
    return replace(request, applied={**request.applied, act.section: made})


def code_of(act: acts.ApplyExemption) -> GroundCode | None:
    """Give the public code that a section stands for; None where the list has none."""
    if act.denies:
        return GroundCode.NCND
    known = EXEMPTIONS[act.section].reasons
    return act.reason or (known[0] if known else None)


def _drop(request: Request, _done: _Done, act: acts.DropExemption) -> Request:
    return replace(request, applied={one: made for one, made in request.applied.items() if one is not act.section})


def _draft(request: Request, done: _Done, act: acts.DraftAnswer) -> Request:
    draft = Draft(request.drafts + 1, act, done.person)
    writers = request.writers | {done.person}
    return replace(request, state=RequestState.DRAFTED, drafts=draft.version, draft=draft, writers=writers)


def _return(request: Request, _done: _Done, _act: acts.ReturnAnswer) -> Request:
    return replace(request, state=RequestState.OPEN, draft=None)


def _clear(request: Request, done: _Done, _act: acts.ClearAnswer) -> Request:
    draft = replace(_written(request), clearer=done.person, cleared=done.time.astimezone(LONDON).date())
    return replace(request, state=RequestState.CLEARED, draft=draft, helpers=request.helpers | {done.person})


def _register(request: Request, done: _Done, act: acts.RegisterTable) -> Request:
    return replace(request, tables={**request.tables, act.table: act}, helpers=request.helpers | {done.person})


def _send(request: Request, done: _Done, act: acts.SendAnswer) -> Request:
    sections = tuple(request.applied.values())
    others = request.writers | request.helpers
    sent = Sent(_written(request), act.sent, done.person, sections, act.printed, request.correcting, others)
    return replace(
        request,
        state=RequestState.ANSWERED,
        sent=(*request.sent, sent),
        draft=None,
        writers=frozenset(),
        correcting="",
        until=None,
        ended=act.sent,
        end_words=sent.draft.act.outcome.value,
    )


def _written(request: Request) -> Draft:
    if request.draft is None:
        raise TypeError("an answer is written before it is cleared or sent")
    return request.draft


def _hold(request: Request, _done: _Done, act: acts.HoldAnswer) -> Request:
    return replace(request, until=act.until, holding=(*request.holding, act))


def _reopened(request: Request, **changed: Any) -> Request:
    return replace(request, state=RequestState.OPEN, ended=None, end_words="", **changed)


def _correct(request: Request, _done: _Done, act: acts.CorrectAnswer) -> Request:
    return _reopened(request, until=act.until, correcting=act.reason)


def _ask_review(request: Request, _done: _Done, act: acts.AskReview) -> Request:
    return replace(request, state=RequestState.IN_REVIEW, review=Review(act), ended=None)


def _extend_review(request: Request, _done: _Done, act: acts.ExtendReview) -> Request:
    return replace(request, review=replace(_review(request), extended=act))


def _decide_review(request: Request, done: _Done, act: acts.DecideReview) -> Request:
    review = replace(_review(request), decided=act, reviewer=done.person)
    if act.outcome is acts.ReviewOutcome.UPHELD:
        return replace(request, state=RequestState.ANSWERED, review=review, ended=act.decided)
    return _reopened(request, until=act.until, correcting="after the internal review", review=review)


def _review(request: Request) -> Review:
    if request.review is None:
        raise TypeError("a review is asked for before it is extended or decided")
    return request.review


def _erase(request: Request, _done: _Done, _act: acts.EraseAsker) -> Request:
    return replace(request, is_erased=True)


def _note(request: Request, _done: _Done, act: acts.NoteRequest) -> Request:
    return replace(request, notes=(*request.notes, act))


_FOLDS: Mapping[type[AnswerAct], _Fold] = {
    acts.AssignRequest: _assign,
    acts.AskToClarify: _ask,
    acts.ReceiveClarification: _clarified,
    acts.GiveFeesNotice: _fees,
    acts.ReceiveFee: _paid,
    acts.TransferRequest: _transfer,
    acts.CloseRequest: _close,
    acts.ExtendRequest: _extend,
    acts.ApplyExemption: _apply,
    acts.DropExemption: _drop,
    acts.DraftAnswer: _draft,
    acts.ReturnAnswer: _return,
    acts.ClearAnswer: _clear,
    acts.RegisterTable: _register,
    acts.SendAnswer: _send,
    acts.HoldAnswer: _hold,
    acts.CorrectAnswer: _correct,
    acts.AskReview: _ask_review,
    acts.ExtendReview: _extend_review,
    acts.DecideReview: _decide_review,
    acts.EraseAsker: _erase,
    acts.NoteRequest: _note,
}
