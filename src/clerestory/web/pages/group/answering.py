"""A closed round: all comments, their answers, and the views of members that differ from an answer."""

from __future__ import annotations

from collections.abc import Container, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.group import Remark, Round
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.policies.group import without_answer
from clerestory.review.desk.sight import reads_all
from clerestory.web.pages.fields import choices, new_id
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.comments_file import comments_csv
from clerestory.web.pages.group.picking import Facet, Picked, picked_of
from clerestory.web.pages.group.room import SEE_ROUNDS, shown, visited
from clerestory.web.pages.group.standing import standing_of
from clerestory.web.pages.group.writing import titles
from clerestory.web.pages.visits import Visit, with_typed

_ANSWER: Mapping[type[Act], str] = {
    group.Respond: "The answer is recorded.",
    group.Dissent: "Your view is kept.",
}
_VIEW: Mapping[type[Act], str] = {
    group.Dissent: "Your view is kept.",
    group.ConsentToDissent: "What you said of its publication is recorded.",
}


@shown(roles=SEE_ROUNDS)
def comments(visit: Visit, number: int) -> HttpResponse:
    """Give the comments of a closed round that the address lets through."""
    round_ = visit.round(number)
    waiting = {remark.id for remark in without_answer(round_)}
    picked = _picked(visit, round_, waiting)
    return visit.page(
        "comments",
        round=round_,
        is_open=round_.state is RoundState.OPEN,
        picked=picked,
        waiting=waiting,
        left=sum(remark.id in waiting for remark in picked.remarks),
        is_told=reads_all(round_, visit.person),
        count=len(round_.standing),
        titles=titles(round_),
        labels=shelf.labels_of(round_),
        may_answer=visit.may(group.Respond),
    )


@shown(group.Respond)
def comments_file(visit: Visit, number: int) -> HttpResponse:
    """Give the comments that the list shows as a file of CSV, for who answers."""
    round_ = visit.round(number)
    if not reads_all(round_, visit.person):
        raise Http404
    waiting = {remark.id for remark in without_answer(round_)}
    rows = _picked(visit, round_, waiting).remarks
    text = comments_csv(visit, round_, rows, waiting=waiting)
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="comments-round-{number}.csv"'
    return answer


@visited(roles=SEE_ROUNDS)
def remark(visit: Visit, number: int, comment: str) -> HttpResponse:
    """Give one comment with its wordings, answers and dissent, and the form that is the person's to fill in."""
    round_, found = _closed(visit, number, comment)
    standing = standing_of(visit, round_, found)
    change = standing.change_of(visit.typed) if standing else visit.typed.get("change", "")
    trial = visit.sent(_ANSWER, round=number, comment=comment, dissent=new_id(), change=change)
    if trial.is_done:
        return redirect("remark", number=number, comment=comment)
    last = found.answer
    before = {"disposition": last.disposition.value, "text": last.text, "change": last.change} if last else {}
    return visit.page(
        "remark",
        with_typed(trial, **before) if visit.may(group.Respond) else trial,
        round=round_,
        remark=found,
        labels=shelf.labels_of(round_),
        title=titles(round_).get(found.anchor.document, ""),
        may_answer=visit.may(group.Respond),
        may_dissent=round_.state is RoundState.CLOSED and found.member == visit.person.id,
        views=[view for view in round_.dissents.values() if view.comment == found.id],
        dispositions=choices(group.Disposition),
        is_waiting=found in without_answer(round_),
        standing=standing,
        later=_read_later(visit, round_, found),
    )


@visited(group.Dissent)
def views(visit: Visit, number: int) -> HttpResponse:
    """Give the person's own dissenting views, with the form for another and whether each may be published."""
    round_ = visit.round(number)
    trial = visit.sent(_VIEW, round=number, dissent=visit.typed.get("dissent") or new_id())
    if trial.is_done:
        return redirect("views", number=number)
    own = [view for view in round_.dissents.values() if view.member == visit.person.id]
    is_closed = round_.state is RoundState.CLOSED
    return visit.page("views", trial, round=round_, views=own, is_closed=is_closed)


def _closed(visit: Visit, number: int, comment: str) -> tuple[Round, Remark]:
    """Give a comment of a round that is closed; before, not even its own member has this page."""
    round_ = visit.round(number)
    found = round_.remarks.get(comment)
    if round_.state is RoundState.OPEN or found is None or found.withdrawn:
        raise Http404
    return round_, found


def _read_later(visit: Visit, round_: Round, found: Remark) -> int:
    """Give the last round after this one in which the person reads the document of a comment; 0 where there is none."""
    after = [one for one in visit.desk.group.rounds[round_.number :] if found.anchor.document in titles(one)]
    read = [one.number for one in after if (own := one.readers.get(visit.person.id)) and own.may_read]
    return max(read, default=0)


def _picked(visit: Visit, round_: Round, waiting: Container[str]) -> Picked:
    """Give the comments on a document, at a place, of a member, with an aim, that wait or have an answer."""
    named, places = titles(round_), shelf.place_names(round_)
    facets = (
        Facet("document", "Document", lambda one: one.anchor.document, lambda value: named.get(value, value)),
        Facet("place", "Place", _place, lambda value: places[_split(value)]),
        Facet("member", "Member", lambda one: one.member, visit.post_of),
        Facet("aim", "What it is about", lambda one: one.wordings[-1].aim.value, _sentence),
        Facet("answer", "Answer", lambda one: _state(one, waiting), lambda value: _STATES[value]),
    )
    return picked_of(round_.standing, facets, visit.request.GET.dict())


_WAITING = "waiting"
_STATES = {_WAITING: "Without an answer", **{one.value: one.words for one in group.Disposition}}


def _state(remark: Remark, waiting: Container[str]) -> str:
    return _WAITING if remark.id in waiting or remark.answer is None else remark.answer.disposition.value


def _place(remark: Remark) -> str:
    return f"{remark.anchor.document}#{remark.anchor.block}"


def _split(place: str) -> tuple[str, str]:
    document, _, block = place.partition("#")
    return document, block


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
