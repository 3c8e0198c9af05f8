"""Rounds: the list of them, one with what can be done in it, and the opening of another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts import group
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.sight import reads_all
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.room import SEE_ROUNDS, shown, visited
from clerestory.web.pages.visits import Trial, Visit, with_typed

WARNING = (
    "The documents tell of serious harm, also to children, in figures and neutral words. No case is described. "
    "Reading about it can still weigh on you, at once or later."
)


@shown(roles=SEE_ROUNDS)
def rounds(visit: Visit) -> HttpResponse:
    """Give all rounds, the latest first."""
    return visit.page("rounds", rounds=visit.desk.group.rounds[::-1], may_open=visit.may(group.OpenRound), unsettled=_unsettled(visit))


@shown(roles=SEE_ROUNDS)
def round_page(visit: Visit, number: int) -> HttpResponse:
    """Give one round: its documents, its people, and where to go from here."""
    round_ = visit.round(number)
    own = round_.readers.get(visit.person.id)
    return visit.page(
        "round",
        round=round_,
        own=own,
        is_open=round_.state is RoundState.OPEN,
        is_told=reads_all(round_, visit.person),
        may_comment=visit.may(group.Comment),
        may_run=visit.may(group.CloseRound),
        may_end=visit.may(group.SettleRound),
    )


@visited(group.OpenRound)
def open_round(visit: Visit) -> HttpResponse:
    """Give the form that opens a round on the documents of the latest draft."""
    documents = shelf.listed(visit.desk.latest)
    trial = with_typed(_opened(visit, documents), warning=WARNING)
    if trial.is_done:
        return redirect("rounds")
    return visit.page(
        "open_round",
        trial,
        draft=visit.desk.latest,
        documents=documents,
        readers=visit.who_may(group.AnswerInvitation),
        chosen=visit.request.POST.getlist("invited"),
        listed=visit.request.POST.getlist("documents"),
        number=len(visit.desk.group.rounds) + 1,
        unsettled=_unsettled(visit),
    )


def _unsettled(visit: Visit) -> int | None:
    """Give the number of a round that has to be settled before another opens."""
    rounds = visit.desk.group.rounds
    return rounds[-1].number if rounds and rounds[-1].state is not RoundState.SETTLED else None


def _opened(visit: Visit, documents: tuple[group.DocumentOfRound, ...]) -> Trial:
    listed = visit.request.POST.getlist("documents")
    return visit.sent(
        {group.OpenRound: "The round is open. Everybody who is invited sees it on their first page."},
        round=len(visit.desk.group.rounds) + 1,
        draft=visit.desk.latest.draft if visit.desk.latest else "",
        documents=[one for one in documents if one.document in listed],
        invited=visit.request.POST.getlist("invited"),
    )
