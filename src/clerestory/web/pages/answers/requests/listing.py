"""The list of requests, the form that begins one, and the table of sections."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clerestory.answer.requests.telling import time_left
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.pipeline.answering.requests.listed import listed_requests
from clerestory.pipeline.answering.requests.recording import NewRequest, disclosure_log, receive_request
from clerestory.pipeline.answering.requests.texts import Asker
from clerestory.study.answers import Query
from clerestory.web.pages.answers.room import may, place_of, shown, tried, visited
from clerestory.web.pages.fields import act_of, choices
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit

_MOST = 50
_LAST_PAGE = 10_000


@shown
def requests(visit: Visit) -> HttpResponse:
    """Give the list; what it shows stands in its address."""
    asked = visit.request.GET
    number = _page_number(asked.get("page", ""))
    words, every = asked.get("words", "")[:200], asked.get("all") == "yes"
    query = Query(is_open=None if every else True, words=words, skip=(number - 1) * _MOST, most=_MOST)
    place = place_of(visit)
    found = listed_requests(place, query)
    return visit.page(
        "requests/list",
        found=found,
        words=words,
        searched=Trial(typed={"words": words}),
        every=every,
        number=number,
        time_left=time_left,
        today=place.today,
        pages=max(1, -(-found.total // _MOST)),
        may_receive=may(visit, acts.ReceiveRequest),
    )


def _page_number(text: str) -> int:
    return min(max(int(text), 1), _LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@visited(acts.ReceiveRequest)
def receive(visit: Visit) -> HttpResponse:
    """Give the form by which a request comes on record."""
    made: list[str] = []
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: made.append(_received(visit)), said="The request is on record.")
    if made:
        return redirect(reverse("request", kwargs={"reference": made[0]}))
    return visit.page("requests/receive", trial, kinds=choices(acts.RequestKind))


def _received(visit: Visit) -> str:
    """Record a request as the form says it; who asked is kept apart from the act."""
    typed = {name: text for name, text in visit.typed.items() if text}
    act = act_of(acts.ReceiveRequest, typed)
    asker = Asker(typed["asker_name"], typed.get("contact", "")) if typed.get("asker_name") else None
    new = NewRequest(
        act.kind,
        act.received,
        act.title,
        act.question,
        asker,
        reference=act.reference,
        member=act.member,
        named_day=act.named_day,
        came_from=act.came_from,
    )
    return receive_request(place_of(visit), visit.person.id, new)


@shown
def sections(visit: Visit) -> HttpResponse:
    """Give the sections that an answer can rest on, and what each asks for."""
    return visit.page("requests/sections", sections=EXEMPTIONS)


@shown
def disclosures(visit: Visit) -> HttpResponse:
    """Give the disclosure log as the next release will have it."""
    return visit.page("requests/log", log=disclosure_log(place_of(visit)))
