"""The page of one deed, and that on which a reply is written."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from pydantic import Field

from clerestory.answer.letters.apology import SLOT, apology_line
from clerestory.answer.letters.timing import clock_words, days_late
from clerestory.answer.permissions import MAY
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.letters import Part
from clerestory.model.forms import Form
from clerestory.pipeline.answering.kept_letters import kept_people, kept_text
from clerestory.pipeline.answering.letters import draft_reply
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.answers.letters.addresses import part_address
from clerestory.web.pages.answers.letters.deeds import DEEDS, SEND, items_of
from clerestory.web.pages.answers.letters.reading import found_part
from clerestory.web.pages.answers.room import place_of, tried, visited
from clerestory.web.pages.fields import act_of
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed


class _Reply(Form):
    text: Annotated[str, Field(min_length=1, max_length=20_000)]


@visited(acts.CloseLetter)
def deed(visit: Visit, series: str, number: str, part: int, deed: str) -> HttpResponse:
    """Give the form of one deed, and do it when it is sent."""
    one = DEEDS.get(deed)
    if one is None:
        raise Http404
    place, reference = place_of(visit), f"{series}/{number}/{part}"
    letter, found = found_part(place, reference)
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: one.do(place, visit.person.id, found, reference, visit.typed), said=one.done)
    if trial.is_done:
        return redirect(part_address(reference))
    today = place.today
    days = {f"{name}-{part_}": str(getattr(today, part_)) for name in one.days for part_ in ("day", "month", "year")}
    late = days_late(found, today)
    return visit.page(
        "letters/deed",
        with_typed(trial, **days),
        deed=one,
        letter=letter,
        part=found,
        reference=reference,
        back=part_address(reference),
        clock=clock_words(found, today),
        apology=apology_line(found.dated, late) if one is SEND else "",
        items={field.name: items_of(field, _answering(visit)) for field in one.fields},
    )


def _answering(visit: Visit) -> dict[str, object]:
    roles = MAY[acts.DraftReply]
    return {one.id: one for one in visit.people.values() if roles & set(one.roles)}


@visited(acts.DraftReply)
def reply(visit: Visit, series: str, number: str, part: int) -> HttpResponse:
    """Give the form on which a reply is written, beside what it answers."""
    place, reference = place_of(visit), f"{series}/{number}/{part}"
    letter, found = found_part(place, reference)
    if not found.state.is_open:
        raise Http404
    trial = _sent(visit, place, reference)
    if trial.is_done:
        return redirect(part_address(reference))
    late = days_late(found, place.today)
    return visit.page(
        "letters/reply",
        with_typed(trial, text=_begun(place, found)),
        letter=letter,
        part=found,
        reference=reference,
        back=part_address(reference),
        clock=clock_words(found, place.today),
        apology=apology_line(found.dated, late),
        slot=SLOT,
        people=kept_people(place, found),
        version=len(found.drafts) + 1,
    )


def _sent(visit: Visit, place: AnswerPlace, reference: str) -> Trial:
    if visit.request.method != "POST":
        return NOTHING_TRIED

    def do() -> None:
        draft_reply(place, visit.person.id, reference, act_of(_Reply, visit.typed).text)

    return tried(visit, do, said="The reply is kept. A second person clears it.")


def _begun(place: AnswerPlace, part: Part) -> str:
    """Give the text that the form begins with: the last version, or how a reply begins."""
    return kept_text(place, part.draft.text) if part.draft else f"Dear\n\n{SLOT}\n\n"
