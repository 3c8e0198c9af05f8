"""The list of commitments, one with its history, and the forms by which they change."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.answer.commitments.folding import counting
from clerestory.answer.commitments.standing import Standing, standing
from clerestory.errors import AnswerError
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.commitments import Commitment, CommitmentState
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.commitments import PublicCommitments
from clerestory.pipeline.answering.commitments.ledger import make_commitment, told, waiting
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.reading import record_of, state_of
from clerestory.publish.answers.commitments import kept_words, source_text
from clerestory.study.answers import Query
from clerestory.web.pages.answers.commitments.forms import NEW, PAGES, open_pages
from clerestory.web.pages.answers.commitments.making import change_of, made_of
from clerestory.web.pages.answers.room import may, place_of, shown, tried, visited
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit

_MOST = 50
_STATES = tuple(state for state in CommitmentState if state.value)


@shown
def commitments(visit: Visit) -> HttpResponse:
    """Give the list; what it shows stands in its address."""
    asked, place = visit.request.GET, place_of(visit)
    state = asked.get("state", "") if asked.get("state") in {one.value for one in _STATES} else ""
    owner, words = (asked.get(name, "").replace("\0", "")[:200] for name in ("owner", "words"))
    number = int(page) if (page := asked.get("page", "1")).isascii() and page.isdigit() and len(page) < 5 else 1
    number = max(number, 1)
    query = Query((state,) if state else (), owner, words=words, skip=(number - 1) * _MOST, most=_MOST)
    found = record_of(place).listed(Kind.COMMITMENT, query)
    return visit.page(
        "commitments/list",
        found=found,
        number=number,
        pages=max(1, -(-found.total // _MOST)),
        searched=Trial(typed={"words": words, "owner": owner, "state": state}),
        state_items=[{"value": "", "text": "Any state"}, *({"value": one.value, "text": one.label} for one in _STATES)],
        labels={one.value: one.label for one in _STATES},
        open_states=[one.value for one in _STATES if one.is_open],
        waiting=waiting(place, on=visit.today),
        may_make=may(visit, acts.MakeCommitment),
    )


@shown
def commitment(visit: Visit, subject: str) -> HttpResponse:
    """Give one: how it stands, what shows it, what can be done, and everything that was recorded."""
    one = _commitment(visit, subject)
    ledger = told(place_of(visit))
    assert isinstance(ledger, PublicCommitments), "a ledger with a commitment is not empty"
    return visit.page(
        "commitments/commitment",
        subject=subject,
        one=one,
        told=ledger.told(subject),
        ledger=ledger,
        standing=standing(one, visit.today),
        overdue=Standing.OVERDUE,
        kept=kept_words,
        said=source_text,
        to_do=open_pages(one) if may(visit, acts.MakeCommitment) else {},
    )


def _commitment(visit: Visit, subject: str) -> Commitment:
    try:
        found: Commitment = state_of(place_of(visit), Kind.COMMITMENT, subject)
    except AnswerError:
        raise Http404 from None
    return found


@visited(acts.MakeCommitment)
def new(visit: Visit) -> HttpResponse:
    """Give the form by which a promise is entered."""
    place_of(visit)  # a study that answers nothing has no such page
    trial, subject = NOTHING_TRIED, visit.typed.get("subject", "").strip()
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _make(visit, subject), said="The promise is in the ledger.")
    if trial.is_done:
        return redirect("commitment", subject=subject)
    return visit.page("commitments/act", trial, subject="", page=NEW)


def _make(visit: Visit, subject: str) -> None:
    act = made_of(_filled(visit))
    make_commitment(place_of(visit), visit.person.id, subject, act, is_another=visit.typed.get("another") == "yes")


def _filled(visit: Visit) -> dict[str, str]:
    """Give what was typed, without the fields that were left empty."""
    return {name: text for name, text in visit.typed.items() if text}


@visited(*(page.act for page in PAGES.values()))
def change(visit: Visit, subject: str, name: str) -> HttpResponse:
    """Give the form of a change."""
    one = _commitment(visit, subject)
    if name not in PAGES:
        raise Http404
    page, trial = PAGES[name], NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _change(visit, subject, name), said=f"{page.title}: on record.")
    if trial.is_done:
        return redirect("commitment", subject=subject)
    aside = counting(one.history)[-1] if page.act is acts.SetAside else None
    return visit.page("commitments/act", trial, subject=subject, page=page, one=one, aside=aside)


def _change(visit: Visit, subject: str, name: str) -> None:
    place = place_of(visit)
    perform(place, visit.person.id, Kind.COMMITMENT, subject, change_of(place, PAGES[name].act, _filled(visit)))
