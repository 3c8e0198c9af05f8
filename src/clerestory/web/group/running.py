"""How a round is run: who is where, reminders, more time, one more invitation, its close and its end."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.commission import Role
from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.group import Reader
from clerestory.model.desk.states import ReleaseState, RoundState
from clerestory.review.desk.permissions import MAY
from clerestory.review.desk.policies.group import without_answer
from clerestory.review.desk.waiting import Task, step
from clerestory.web.group.visits import NOTHING_TRIED, Trial, Visit, visited

_STEPS: Mapping[Task, tuple[str, str]] = {
    Task.ANSWER_INVITATION: ("Has not answered", "grey"),
    Task.DECLARE: ("Interests are not judged yet", "yellow"),
    Task.AWAIT_JUDGEMENT: ("Interests are not judged yet", "yellow"),
    Task.READ: ("Reads", "blue"),
    Task.RESTING: ("Rests", "purple"),
    Task.FINISHED: ("Has finished", "green"),
    Task.ASIDE: ("Takes no part", "grey"),
}
# What the buttons of the page do, and what the next page says.
_ACTS: Mapping[str, tuple[type[Act], str]] = {
    "remind": (group.Remind, "The reminder is on record."),
    "extend": (group.Extend, "There is more time."),
    "invite": (group.Invite, "One more person is invited."),
    "close": (group.CloseRound, "The round is closed. All see all comments, and the authors answer them."),
}


@visited(group.CloseRound, roles=frozenset({Role.AUDITOR}))
def readers(visit: Visit, number: int) -> HttpResponse:
    """Give who is where in a round, with what its secretary does about it."""
    round_ = visit.round(number)
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        trial = _done(visit, number)
        if trial.is_done:
            return redirect("readers", number=number)
    return visit.page(
        "readers",
        trial,
        round=round_,
        rows=[(reader, *_where(reader)) for reader in round_.readers.values()],
        is_open=round_.state is RoundState.OPEN,
        is_over=visit.today > round_.last_day,
        may_run=visit.may(group.CloseRound),
        others=[one for one in visit.people.values() if _can_come(one.roles) and one.id not in round_.readers],
    )


def _done(visit: Visit, number: int) -> Trial:
    """Do what the button says that was pressed; an unknown one is none."""
    name = visit.request.POST.get("do", "")
    if name not in _ACTS:
        return NOTHING_TRIED
    act, said = _ACTS[name]
    fixed = {"member": visit.request.POST.get("member") or None} if act is group.Extend else {}
    return visit.tried(act, round=number, said=said, **fixed)


def _where(reader: Reader) -> tuple[str, str]:
    """Give where a reader stands, and the colour of its tag."""
    return _STEPS[step(reader)]


def _can_come(roles: tuple[Role, ...]) -> bool:
    return bool(MAY[group.AnswerInvitation] & set(roles))


@visited(group.SettleRound)
def end(visit: Visit, number: int) -> HttpResponse:
    """Give the page on which the chair settles a round, and then finishes the review of the draft."""
    round_ = visit.round(number)
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        if visit.request.POST.get("do") == "finish":
            trial = visit.tried(group.FinishReview, draft=round_.draft, said="The review of the draft is finished.")
        else:
            trial = visit.tried(group.SettleRound, round=number, said="The round is settled.")
        if trial.is_done:
            return redirect("home")
    admitted = visit.desk.admitted.get(round_.draft)
    return visit.page(
        "end",
        trial,
        round=round_,
        unanswered=len(without_answer(round_)) if round_.state is not RoundState.OPEN else 0,
        is_closed=round_.state is RoundState.CLOSED,
        is_settled=round_.state is RoundState.SETTLED,
        is_reviewed=admitted is not None and admitted.state is not ReleaseState.ADMITTED,
    )
