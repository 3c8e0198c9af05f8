"""A letter: where it stands, who stands in it, its texts, what was done, and what the person can do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.answer.letters.apology import apology_line
from clerestory.answer.letters.telling import told
from clerestory.answer.letters.timing import clock_words, days_late, most_pressing
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.letters import DraftReply
from clerestory.model.answers.letters import Draft, Letter, LetterState, Part, split_reference
from clerestory.pipeline.answering.letters.kept import kept_documents, kept_people, kept_text, part_of
from clerestory.study.answers import AnswerPlace
from clerestory.web.pages.answers.letters.addresses import part_address
from clerestory.web.pages.answers.letters.deeds import Deed, deeds_for
from clerestory.web.pages.answers.room import may, place_of, shown
from clerestory.web.pages.visits import Visit

_LATE = "red"
_COLOURS = {
    LetterState.RECEIVED: "yellow",
    LetterState.ASSIGNED: "blue",
    LetterState.DRAFTED: "yellow",
    LetterState.CLEARED: "turquoise",
    LetterState.SENT: "green",
}


@dataclass(frozen=True)
class Version:
    """A version of the reply, with its text; None once it was erased."""

    draft: Draft
    text: str | None


@shown
def letter(visit: Visit, series: str, number: str) -> HttpResponse:
    """Lead to the part of a thread that is due first, or came last."""
    place = place_of(visit)
    found, _ = found_part(place, f"{series}/{number}/1")
    return redirect(part_address(found.reference(most_pressing(found).number)))


@shown
def part(visit: Visit, series: str, number: str, part: int) -> HttpResponse:
    """Give one part of a thread."""
    place, reference = place_of(visit), f"{series}/{number}/{part}"
    found, one = found_part(place, reference)
    today = place.today
    late = days_late(one, today) if one.state.is_open else 0
    return visit.page(
        "letters/letter",
        letter=found,
        part=one,
        reference=reference,
        colour=_LATE if late else _COLOURS.get(one.state, "grey"),
        clock=clock_words(one, today),
        is_late=bool(late),
        people=kept_people(place, one),
        documents=list(kept_documents(place, one)),
        versions=_versions(place, one),
        sent=_text(place, one.sent.text) if one.sent else None,
        holdings=[(holding, _text(place, holding.text)) for holding in one.holdings],
        timeline=[(done, told(done.act)) for done in reversed(found.done) if done.act.part == one.number],
        others=[(found.reference(other.number), other) for other in found.parts if other.number != one.number],
        apology=apology_line(one.dated, late),
        deeds=deeds_for(one, visit.person.id) if may(visit, DraftReply) else (),
        address=lambda deed: _deed_address(reference, deed),
        may_write=may(visit, DraftReply) and one.state.is_open,
        to_part=part_address,
    )


@shown
def document(visit: Visit, series: str, number: str, part: int, which: int) -> HttpResponse:
    """Give a file that came with a part, to be saved and never shown in the browser."""
    place = place_of(visit)
    _, one = found_part(place, f"{series}/{number}/{part}")
    kept = [file for _, file in kept_documents(place, one)][which - 1 : which] if which else []
    if not kept or kept[0] is None:
        raise Http404
    answer = HttpResponse(kept[0].data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{series}-{number}-{part}-{which}{_ending(kept[0].name)}"'
    return answer


def found_part(place: AnswerPlace, reference: str) -> tuple[Letter, Part]:
    """Give a letter and the part that an address names.

    Raises
    ------
    Http404
        If there is none.
    """
    if split_reference(reference) is None:
        raise Http404
    try:
        return part_of(place, reference)
    except AnswerError:
        raise Http404 from None


def _deed_address(reference: str, deed: Deed) -> str:
    return part_address(reference, "letter-deed", deed=deed.slug)


def _versions(place: AnswerPlace, part: Part) -> list[Version]:
    return [Version(draft, _text(place, draft.text)) for draft in reversed(part.drafts)]


def _text(place: AnswerPlace, digest: str) -> str | None:
    try:
        return kept_text(place, digest)
    except AnswerError:
        return None


def _ending(name: str) -> str:
    """Give the ending of a name of a file, if it is a plain one: what a stranger called it is not repeated."""
    _, dot, ending = name.rpartition(".")
    is_plain = bool(dot) and ending.isascii() and ending.isalnum()
    return f".{ending.lower()}" if is_plain else ""
