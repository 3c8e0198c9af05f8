"""How a reader comes into a round: the invitation, declared interests, and who judges them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts import Act, group
from clerestory.web.pages.fields import choices
from clerestory.web.pages.group.reading import part_in
from clerestory.web.pages.group.room import visited
from clerestory.web.pages.visits import Visit


@visited(group.AnswerInvitation)
def invitation(visit: Visit, number: int) -> HttpResponse:
    """Give the invitation to a round, to accept or decline."""
    return _own(visit, number, "invitation", acts={group.AnswerInvitation: "Your answer was recorded."})


@visited(group.DeclareInterests)
def interests(visit: Visit, number: int) -> HttpResponse:
    """Give the form by which a reader declares interests, and what was declared and judged."""
    return _own(visit, number, "interests", acts={group.DeclareInterests: "Your declaration was recorded."})


@visited(group.JudgeInterests)
def judge(visit: Visit, number: int, member: str) -> HttpResponse:
    """Give what a member declared, and the form that judges it."""
    round_ = visit.round(number)
    reader = round_.readers.get(member)
    if reader is None:
        raise Http404
    trial = visit.sent({group.JudgeInterests: "Your judgement was recorded."}, round=number, member=member)
    if trial.is_done:
        return redirect("home")
    return visit.page("judge", trial, round=round_, reader=reader, judgements=choices(group.Judgement))


def _own(visit: Visit, number: int, page: str, *, acts: Mapping[type[Act], str]) -> HttpResponse:
    """Give a page about the person's own part in a round, with its form."""
    round_, reader = part_in(visit, number)
    trial = visit.sent(acts, round=number)
    return redirect("home") if trial.is_done else visit.page(page, trial, round=round_, reader=reader)
