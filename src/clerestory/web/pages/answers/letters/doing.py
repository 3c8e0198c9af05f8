"""The page of one deed, and that on which a reply is written."""

from __future__ import annotations

from typing import Annotated

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from pydantic import Field

from clerestory.answer.letters.apology import SLOT, apology_line
from clerestory.answer.letters.holding import holding_reply
from clerestory.answer.letters.timing import clock_words, days_late
from clerestory.answer.permissions import MAY
from clerestory.answer.writing.templates import filled
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.letters import Letter, Part
from clerestory.model.answers.written import CheckedText
from clerestory.model.calendar import date_text
from clerestory.model.forms import Form
from clerestory.pipeline.answering.letters.kept import kept_people, kept_text, part_of
from clerestory.pipeline.answering.letters.recording import draft_reply
from clerestory.pipeline.answering.letters.texts import check_reply
from clerestory.pipeline.answering.texts.templating import templates_of
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.answers.letters.addresses import part_address
from clerestory.web.pages.answers.letters.deeds import CLEAR, DEEDS, HOLD, SEND, items_of
from clerestory.web.pages.answers.letters.reading import found_part
from clerestory.web.pages.answers.room import place_of, tried, visited
from clerestory.web.pages.fields import act_of
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_CHECK = "check"  # the button that checks a text and keeps nothing


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
        checked=_checked(place, letter, found) if one in (CLEAR, SEND) else None,
        held=holding_reply(found.dated, today) if one is HOLD else "",
        items={field.name: items_of(field, _answering(visit)) for field in one.fields},
    )


def _checked(place: AnswerPlace, letter: Letter, part: Part) -> CheckedText | None:
    """Give the reply as it would go out, with what keeps it; None where there is none to read."""
    return check_reply(place, letter, part, kept_text(place, part.draft.text)) if part.draft else None


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
    trial, checked = _sent(visit, place, reference)
    if trial.is_done:
        return redirect(part_address(reference))
    late = days_late(found, place.today)
    return visit.page(
        "letters/reply",
        with_typed(trial, text=_begun(visit, place, found)),
        letter=letter,
        part=found,
        reference=reference,
        back=part_address(reference),
        clock=clock_words(found, place.today),
        apology=apology_line(found.dated, late),
        slot=SLOT,
        people=kept_people(place, found),
        version=len(found.drafts) + 1,
        checked=checked,
        templates=[(name, one.title) for name, one in templates_of(place).items()],
    )


def _sent(visit: Visit, place: AnswerPlace, reference: str) -> tuple[Trial, CheckedText | None]:
    """Keep the text that was sent, or only check it."""
    if visit.request.method != "POST":
        return NOTHING_TRIED, None
    checked: list[CheckedText] = []

    def do() -> None:
        text = act_of(_Reply, visit.typed).text
        if visit.typed.get("do") == _CHECK:
            checked.append(check_reply(place, *part_of(place, reference), text))
        else:
            draft_reply(place, visit.person.id, reference, text)

    said = "" if visit.typed.get("do") == _CHECK else "The reply is kept. A second person clears it."
    trial = tried(visit, do, said=said)
    return (Trial(typed=visit.typed), checked[0]) if checked else (trial, None)


def _begun(visit: Visit, place: AnswerPlace, part: Part) -> str:
    """Give the text that the form begins with: a template that was asked for, the last version, or how one begins."""
    template = templates_of(place).get(visit.request.GET.get("template", ""))
    if template is not None:
        known = {"their_day": date_text(part.dated) if part.dated else "", "subject": part.subject.lower()}
        return filled(template, {name: text for name, text in known.items() if text and name in template.slots}).text
    return kept_text(place, part.draft.text) if part.draft else f"Dear\n\n{SLOT}\n\n"
