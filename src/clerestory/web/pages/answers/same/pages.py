"""Lists of the five kinds, the page of one, and the page of every act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.answer.watch.repeating import repeatable, words_of
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.guidance import Topic
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.statements import Statement
from clerestory.pipeline.answering.reading import history, record_of, state_of
from clerestory.pipeline.answering.same.guiding import standings_of
from clerestory.study.answers import AnswerPlace, Query
from clerestory.web.pages.answers.room import may, place_of, shown, tried_act, visited
from clerestory.web.pages.answers.same.fields import ShownField, before_typing, fields_of
from clerestory.web.pages.answers.same.rooms import ROOMS, Deed
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_PAGE = 50
_LONGEST = 200
_ACTS = tuple(act for room in ROOMS.values() for act in room.acts)


@shown
def listed(visit: Visit, kind: Kind) -> HttpResponse:
    """Give a page of the list of a kind, narrowed by words."""
    room, words = ROOMS[kind], visit.request.GET.get("words", "").replace("\0", "")[:_LONGEST]
    page = _number(visit.request.GET.get("page", ""))
    query = Query(words=words, skip=_PAGE * (page - 1), most=_PAGE)
    found = record_of(place_of(visit)).listed(kind, query)
    return visit.page(
        "same/list",
        room=room,
        words=words,
        rows=found.rows,
        total=found.total,
        page=page,
        pages=max(1, -(-found.total // _PAGE)),
        may_begin=may(visit, room.begin.act),
    )


def _number(said: str) -> int:
    return min(10_000, max(1, int(said))) if said.isascii() and said.isdecimal() else 1


@shown
def one(visit: Visit, kind: Kind, subject: str) -> HttpResponse:
    """Give the page of one: how it stands, what may be done to it, and everything that was done."""
    room, place = ROOMS[kind], place_of(visit)
    state = _state(place, kind, subject)
    return visit.page(
        room.template,
        room=room,
        subject=subject,
        state=state,
        deeds=[deed for deed in room.deeds if may(visit, deed.act)],
        done=history(place, kind, subject),
        **_beside(subject, state, visit.today),
    )


def _state(place: AnswerPlace, kind: Kind, subject: str) -> Any:
    try:
        return state_of(place, kind, subject)
    except AnswerError:
        raise Http404 from None


def _beside(subject: str, state: Any, today: dt.date) -> dict[str, Any]:
    """Give what a page says beside the state itself."""
    if isinstance(state, Topic):
        return {"standings": list(standings_of(subject, state))}
    if isinstance(state, Statement):
        return {"repeating": repeatable(state, today), "printed": words_of(state)}
    return {}


@visited(*_ACTS)
def begin(visit: Visit, kind: Kind) -> HttpResponse:
    """Give the page on which one begins; its id is chosen there."""
    room, trial = ROOMS[kind], NOTHING_TRIED
    subject = visit.typed.get("subject", "").strip()
    if visit.request.method == "POST":
        trial = _tried(visit, kind, subject, room.begin)
    if trial.is_done:
        return redirect(f"answers-{kind.value}", subject=subject)
    return _form(visit, kind, room.begin, trial)


@visited(*_ACTS)
def deed(visit: Visit, kind: Kind, subject: str, slug: str) -> HttpResponse:
    """Give the page on which something is done to one."""
    chosen = next((one for one in ROOMS[kind].deeds if one.slug == slug), None)
    if chosen is None:
        raise Http404
    state, trial = _state(place_of(visit), kind, subject), NOTHING_TRIED
    if visit.request.method == "POST":
        trial = _tried(visit, kind, subject, chosen)
    if trial.is_done:
        return redirect(f"answers-{kind.value}", subject=subject)
    return _form(visit, kind, chosen, trial, subject=subject, state=state)


def _tried(visit: Visit, kind: Kind, subject: str, chosen: Deed) -> Trial:
    several = {name: visit.request.POST.getlist(name) for name in _several(chosen.act)}
    return tried_act(visit, kind, subject, chosen.act, said=chosen.said, **several)


def _several(act: type[AnswerAct]) -> list[str]:
    return [name for name in ("binds", "audiences") if name in act.model_fields]


def _form(
    visit: Visit, kind: Kind, chosen: Deed, trial: Trial, *, subject: str = "", state: object | None = None
) -> HttpResponse:
    shown_fields = fields_of(chosen.act, place_of(visit), state)
    return visit.page(
        "same/act",
        with_typed(trial, **before_typing(chosen.act, state, visit.today)),
        room=ROOMS[kind],
        deed=chosen,
        subject=subject,
        fields=[_marked(field, visit) for field in shown_fields],
    )


def _marked(field: ShownField, visit: Visit) -> tuple[ShownField, list[dict[str, object]]]:
    """Give a field with its choices, those marked that were chosen."""
    chosen = visit.request.POST.getlist(field.name)
    return field, [{**item, "checked": item["value"] in chosen} for item in field.items]
