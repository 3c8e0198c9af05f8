"""How a round is run: who is where, reminders, more time, one more invitation, its close and its end."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.commission import Role
from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.group import Reader
from clerestory.model.desk.states import ReleaseState, RoundState
from clerestory.review.desk.policies.group import without_answer
from clerestory.review.desk.transitions import name_of
from clerestory.review.desk.waiting import Task, step
from clerestory.web.mail.sending import without_mail
from clerestory.web.pages.group.room import visited
from clerestory.web.pages.visits import Trial, Visit, with_typed
from clerestory.web.signing.deciding import decided, means_of

_STEPS: Mapping[Task, tuple[str, str]] = {
    Task.ANSWER_INVITATION: ("Has not answered", "grey"),
    Task.DECLARE: ("Interests are not judged yet", "yellow"),
    Task.AWAIT_JUDGEMENT: ("Interests are not judged yet", "yellow"),
    Task.READ: ("Reads", "blue"),
    Task.RESTING: ("Rests", "purple"),
    Task.FINISHED: ("Has finished", "green"),
    Task.ASIDE: ("Takes no part", "grey"),
}
_RUN: Mapping[type[Act], str] = {
    group.Remind: "The reminder is on record. It goes with the next letters, to who gave an address.",
    group.Extend: "There is more time.",
    group.Invite: "One more person is invited.",
    group.CloseRound: "The round is closed. All see all comments, and the authors answer them.",
}
_REVIEWED = "The group has reviewed and informed this draft, and its comments were answered."


@visited(group.CloseRound, roles=frozenset({Role.AUDITOR}))
def readers(visit: Visit, number: int) -> HttpResponse:
    """Give who is where in a round, with what its secretary does about it."""
    round_ = visit.round(number)
    trial = visit.sent(_RUN, round=number, member=visit.typed.get("member") or None)
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
        unmailed=without_mail() if visit.may(group.Remind) else frozenset(),
        others=[one for one in visit.who_may(group.AnswerInvitation) if one.id not in round_.readers],
    )


def _where(reader: Reader) -> tuple[str, str]:
    """Give where a reader stands, and the colour of its tag."""
    return _STEPS[step(reader)]


@visited(group.SettleRound)
def end(visit: Visit, number: int) -> HttpResponse:
    """Give the page on which the chair settles a round, and then finishes the review of the draft."""
    round_ = visit.round(number)
    latest = visit.desk.latest
    trial = with_typed(_ended(visit, number, latest.draft if latest else round_.draft), reason=_REVIEWED)
    if trial.is_done:
        return redirect("home")
    is_past = round_ not in visit.desk.rounds_since
    return visit.page(
        "end",
        trial,
        round=round_,
        unanswered=len(without_answer(round_)) if round_.state is not RoundState.OPEN else 0,
        is_closed=round_.state is RoundState.CLOSED,
        is_settled=round_.state is RoundState.SETTLED,
        is_reviewed=is_past or (latest is not None and latest.state is not ReleaseState.ADMITTED),
        means=means_of(visit.person),
        later=latest if latest is not None and latest.draft != round_.draft else None,
    )


def _ended(visit: Visit, number: int, draft: str) -> Trial:
    """Do what was asked for: that the review is finished is signed, that a round is settled is not."""
    if visit.request.method == "POST" and visit.typed.get("do") == name_of(group.FinishReview):
        said = "The review of the draft is finished."
        return decided(visit, group.FinishReview, role=Role.CHAIR, said=said, draft=draft)
    return visit.sent({group.SettleRound: "The round is settled."}, round=number)
