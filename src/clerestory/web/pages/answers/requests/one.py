"""A request: where it stands, what can be done, and the forms of what is done to it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.answer.permissions import MAY
from clerestory.answer.requests.telling import time_left, told
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request, RequestState
from clerestory.model.grounds import GROUNDS, GroundCode
from clerestory.pipeline.answering.reading import history
from clerestory.pipeline.answering.requests.listed import due_of
from clerestory.pipeline.answering.requests.recording import (
    NewAnswer,
    do_to_request,
    draft_answer,
    erase_asker,
    find_request,
    notice,
    send_answer,
)
from clerestory.pipeline.answering.requests.texts import kept_answer
from clerestory.web.pages.answers.requests.forms import PAGES, open_pages, section_choices
from clerestory.web.pages.answers.room import may, place_of, shown, tried, tried_act, visited
from clerestory.web.pages.fields import Problem, Unfit, act_of, choices
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_TABLES = "tables"


@shown
def request(visit: Visit, reference: str) -> HttpResponse:
    """Give where a request stands."""
    place, one = place_of(visit), _request(visit, reference)
    acting = may(visit, acts.AssignRequest)
    return visit.page(
        "requests/request",
        reference=reference,
        one=one,
        left=time_left(due, place.today) if (due := due_of(place, one)) else "",
        told=told,
        exemptions=EXEMPTIONS,
        text=kept_answer(place, one.draft.act.text) if one.draft else "",
        history=history(place, Kind.REQUEST, reference),
        to_do=open_pages(one) if acting else {},
        may_write=acting and one.state in (RequestState.OPEN, RequestState.DRAFTED),
        may_exempt=acting and one.state is RequestState.OPEN,
        may_clear=acting and one.state is RequestState.DRAFTED,
        may_send=acting and one.state is RequestState.CLEARED,
    )


def _request(visit: Visit, reference: str) -> Request:
    found = find_request(place_of(visit), reference)
    if found is None:
        raise Http404
    return found


@visited(*(page.act for page in PAGES.values()))
def act(visit: Visit, reference: str, name: str) -> HttpResponse:
    """Give the form of a simple act."""
    one = _request(visit, reference)
    if name not in PAGES:
        raise Http404
    page, trial = PAGES[name], NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _do(visit, reference, name), said=f"{page.title}: on record.")
    if trial.is_done:
        return redirect("request", reference=reference)
    return visit.page(
        "requests/act",
        trial,
        reference=reference,
        page=page,
        people=[
            {"value": person.id, "text": person.post}
            for person in place_of(visit).people.values()
            if MAY[acts.AssignRequest] & set(person.roles)
        ],
        sections=section_choices(one, applied=page.act is acts.DropExemption),
    )


def _do(visit: Visit, reference: str, name: str) -> None:
    place = place_of(visit)
    typed = {field: text for field, text in visit.typed.items() if text}
    made: Any = act_of(PAGES[name].act, typed)
    if isinstance(made, acts.EraseAsker):
        erase_asker(place, visit.person.id, reference, made)
    else:
        do_to_request(place, visit.person.id, reference, made)


@visited(acts.ApplyExemption)
def exempt(visit: Visit, reference: str) -> HttpResponse:
    """Give the form by which something is withheld, above the table of sections."""
    one, trial = _request(visit, reference), NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _exempt(visit, reference), said="The section is on record.")
    if trial.is_done:
        return redirect("request", reference=reference)
    return visit.page(
        "requests/exempt",
        trial,
        reference=reference,
        one=one,
        choices=section_choices(one),
        covered=choices(acts.Covered),
        sections=EXEMPTIONS,
        code_items=[{"value": code.value, "text": f"{code.value}: {GROUNDS[code].meaning}"} for code in _several()],
    )


def _several() -> list[GroundCode]:
    """Give the codes of sections that can stand for several."""
    found = {
        code: None for exemption in EXEMPTIONS.values() if len(exemption.reasons) > 1 for code in exemption.reasons
    }
    return list(found)


def _exempt(visit: Visit, reference: str) -> None:
    typed = {name: text for name, text in visit.typed.items() if text}
    parts = acts.PublicInterest.model_fields
    weighed = act_of(acts.PublicInterest, typed) if any(name in typed for name in parts) else None
    made = act_of(acts.ApplyExemption, typed, public_interest=weighed)
    do_to_request(place_of(visit), visit.person.id, reference, made)


@visited(acts.DraftAnswer)
def draft(visit: Visit, reference: str) -> HttpResponse:
    """Give the form on which an answer is written."""
    one, trial = _request(visit, reference), NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _draft(visit, reference), said="The draft waits for somebody else to clear it.")
    if trial.is_done:
        return redirect("request", reference=reference)
    return visit.page(
        "requests/draft",
        with_typed(trial, **_before(visit, one)),
        reference=reference,
        one=one,
        outcomes=choices(acts.Given),
    )


def _before(visit: Visit, one: Request) -> dict[str, str]:
    if one.draft is None:
        return {"asked": one.question}
    written = one.draft.act
    tables = "\n".join(f"{table.table}={table.title}" for table in written.tables)
    return {
        "text": kept_answer(place_of(visit), written.text),
        "outcome": written.outcome.value,
        "asked": written.log.asked,
        "given": written.given or written.log.given,
        _TABLES: tables,
    }


def _draft(visit: Visit, reference: str) -> None:
    typed = visit.typed
    log = act_of(acts.LogEntry, typed)
    if not typed.get("text", "").strip():
        raise Unfit(Problem("text", "Enter your words"))
    if typed.get("outcome") not in {one.value for one in acts.Given}:
        raise Unfit(Problem("outcome", "Choose what comes of the request"))
    new = NewAnswer(acts.Given(typed["outcome"]), typed["text"], log, _tables(typed.get(_TABLES, "")))
    draft_answer(place_of(visit), visit.person.id, reference, new)


def _tables(text: str) -> tuple[acts.OwnTable, ...]:
    pairs = [line.partition("=") for line in text.splitlines() if line.strip()]
    try:
        return tuple(act_of(acts.OwnTable, {"table": name.strip(), "title": title.strip()}) for name, _, title in pairs)
    except Unfit:
        raise Unfit(Problem(_TABLES, "Write each table as its id, =, and its title")) from None


@visited(acts.ClearAnswer)
def clear(visit: Visit, reference: str) -> HttpResponse:
    """Give the page on which somebody else reads a draft and lets it go out."""
    return _read(visit, reference, "requests/clear", acts.ClearAnswer)


@visited(acts.SendAnswer)
def send(visit: Visit, reference: str) -> HttpResponse:
    """Give the page on which the cleared answer is put on record as sent."""
    return _read(visit, reference, "requests/send", acts.SendAnswer)


def _read(visit: Visit, reference: str, template: str, kind: type[acts.RequestAct]) -> HttpResponse:
    place, one, trial = place_of(visit), _request(visit, reference), NOTHING_TRIED
    if one.draft is None:
        return redirect("request", reference=reference)
    if visit.request.method == "POST":
        trial = _cleared(visit, reference) if kind is acts.ClearAnswer else _sent(visit, reference)
    if trial.is_done:
        return redirect("request", reference=reference)
    return visit.page(
        template,
        trial,
        reference=reference,
        one=one,
        draft=one.draft,
        text=kept_answer(place, one.draft.act.text),
        notice=notice(place, reference),
        sections=EXEMPTIONS,
    )


def _cleared(visit: Visit, reference: str) -> Trial:
    return tried_act(visit, Kind.REQUEST, reference, acts.ClearAnswer, said="The answer is cleared.")


def _sent(visit: Visit, reference: str) -> Trial:
    def do() -> None:
        said = act_of(acts.SendAnswer, visit.typed, version=1)
        send_answer(place_of(visit), visit.person.id, reference, sent=said.sent)

    return tried(visit, do, said="The answer is on record as sent.")
