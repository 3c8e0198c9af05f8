"""The form of an answer to a petition: will it be published, in what form, when; if not, why; yes, no or partly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from pydantic import ValidationError

from clerestory.errors import AnswerError
from clerestory.model.answers.acts.petitions import WriteResponse
from clerestory.model.answers.petitions.responses import MOST_DETAILS, MOST_SUMMARY, ResponseDraft, Verdict
from clerestory.model.answers.petitions.state import Petition, Version
from clerestory.model.commission import OutputKind
from clerestory.model.grounds import GROUNDS
from clerestory.pipeline.answering.petitions.responding import CheckedResponse, check_response, respond
from clerestory.web.pages.answers.petitions.reading import known
from clerestory.web.pages.answers.room import place_of, tried, visited
from clerestory.web.pages.fields import Problem, Unfit, choices
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_DAY = ("year", "month", "day")
_UNANSWERED = re.compile(r"the words that answer (\S+) do not stand")
REASONS = (1, 2, 3)  # more than three reasons are written at the command line
_GROUNDS = [{"value": "", "text": "No further reason"}] + [
    {"value": code.value, "text": f"{ground.meaning} ({ground.law})"} for code, ground in GROUNDS.items()
]
# Which field of the page a fault of a part belongs to, and what it asks for.
_ASKED = {
    "verdict": "Choose yes, no or partly",
    "summary": "Enter a summary",
    "details": "Enter the details",
    "form": "Enter in what form it is published",
    "when": "Enter a day, such as 27 3 2026",
    "words": "Enter the reason in at least 10 characters",
    "review_by": "Enter a day, such as 27 3 2026",
    "kind": "Choose what is held back",
    "passages": "Copy the words of your answer that answer this",
}


@visited(WriteResponse)
def answer(visit: Visit, number: int) -> HttpResponse:
    """Give the form of an answer; it can be checked before it is recorded, and its length is told each time."""
    found, trial, checked = known(visit, number), NOTHING_TRIED, None
    if visit.request.method == "POST":
        trial, checked = _sent(visit, found, number)
    if trial.is_done:
        return redirect("petition", number=number)
    return visit.page(
        "petitions/answer",
        trial if trial.typed else with_typed(trial, **_as_before(found)),
        petition=found,
        told=found.latest,
        ask=found.ask,
        checked=checked,
        counts=_counts(visit),
        verdicts=choices(Verdict),
        kinds=choices(OutputKind),
        grounds=_GROUNDS,
        reasons=REASONS,
        most_summary=MOST_SUMMARY,
        most_details=MOST_DETAILS,
    )


def _sent(visit: Visit, petition: Petition, number: int) -> tuple[Trial, CheckedResponse | None]:
    """Check what was typed, or record it: whichever button was pressed."""
    try:
        draft = _draft(visit.typed, petition)
        checked = check_response(place_of(visit), number, draft, person=visit.person.id)
    except Unfit as unfit:
        return Trial(problems=unfit.problems, typed=visit.typed), None
    except AnswerError as refusal:
        return Trial(refusal=refusal, typed=visit.typed), None
    if checked.problems:
        problems = tuple(
            Problem(_field(one.where), f"{one.where}: {one.what}. {one.remedy}") for one in checked.problems
        )
        return Trial(problems=problems, typed=visit.typed), checked
    if visit.typed.get("do") == "check":
        return Trial(refusal=checked.refusal, typed=visit.typed), checked
    said = "The version is on record. A second person clears it before it is sent."
    return tried(visit, lambda: respond(place_of(visit), number, draft, person=visit.person.id), said=said), checked


def _field(where: str) -> str:
    """Give the field that a problem of a text is in: "reason 2, paragraph 1" is of ``reason-2-words``."""
    name = where.partition(",")[0]
    if name.startswith("public interest of reason "):
        return f"reason-{name.rsplit(' ', 1)[1]}-public_interest"
    if name.startswith("reason "):
        return f"reason-{name.rsplit(' ', 1)[1]}-words"
    return "release_form" if name == "release" else name


def _draft(typed: Mapping[str, str], petition: Petition) -> ResponseDraft:
    said: dict[str, Any] = {name: typed.get(name, "") for name in ("verdict", "summary", "details")}
    if typed.get("release_form", "").strip() or any(typed.get(f"release_when-{part}") for part in _DAY):
        said["release"] = {"form": typed.get("release_form", ""), "when": _day(typed, "release_when")}
    said["held_back"] = [_reason(typed, number) for number in _reasons(typed)]
    elements = petition.ask.elements if petition.ask else ()
    said["passages"] = [{"element": one.id, "words": typed.get(f"passage-{one.id}", "")} for one in elements]
    try:
        return ResponseDraft.model_validate(said)
    except ValidationError as error:
        raise Unfit(*_problems(error, typed, [one.id for one in elements])) from None


def _reasons(typed: Mapping[str, str]) -> list[int]:
    """Give the numbers of the reasons that were chosen or written, in their order."""
    return [number for number in REASONS if any(typed.get(f"reason-{number}-{part}") for part in ("code", "words"))]


def _reason(typed: Mapping[str, str], number: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        part: typed.get(f"reason-{number}-{part}", "") for part in ("code", "kind", "words", "public_interest")
    }
    return said | {"review_by": _day(typed, f"reason-{number}-review_by")}


def _day(typed: Mapping[str, str], name: str) -> dt.date | None:
    try:
        return dt.date(*(int(typed.get(f"{name}-{part}", "").strip()) for part in _DAY))
    except (ValueError, OverflowError):
        return None


def _problems(error: ValidationError, typed: Mapping[str, str], elements: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with which field of the page, each once."""
    told = set()
    for one in error.errors(include_url=False, include_input=False):
        said = str(one.get("ctx", {}).get("error", "")) if one["type"] == "value_error" else ""
        part, sign, words = said.partition(": ")
        is_of_whole = not one["loc"] and bool(sign)  # a fault of the whole names its part first
        field = _of_whole(part, words) if is_of_whole else _place(one["loc"], _reasons(typed), elements)
        if field not in told:
            told.add(field)
            yield Problem(field, _sentence(words if is_of_whole else said) or _asked(one["loc"], one["type"]))


def _of_whole(part: str, words: str) -> str:
    """Give the field of a fault that parts of the answer have together."""
    element = _UNANSWERED.search(words)
    if element:
        return f"passage-{element[1]}"
    return {"held_back": "reason-1-words", "release": "release_form"}.get(part, "details")


def _place(loc: tuple[int | str, ...], reasons: list[int], elements: list[str]) -> str:
    names = [str(one) for one in loc]
    if names[:1] == ["held_back"] and len(names) > 1:
        part = names[2] if len(names) > 2 else "code"
        return f"reason-{reasons[int(names[1])]}-{part}"
    if names[:1] == ["passages"] and len(names) > 1:
        return f"passage-{elements[int(names[1])]}"
    if names[:1] == ["release"]:
        return "release_when" if names[-1] == "when" else "release_form"
    return names[0] if names else "details"


def _asked(loc: tuple[int | str, ...], kind: str) -> str:
    if loc[:1] == ("passages",):
        return _ASKED["passages"]
    name = str(loc[-1])
    if kind == "string_too_long":
        return "Use fewer characters"
    return _ASKED.get(name, "Fill this in")


def _sentence(words: str) -> str:
    plain = words.replace("public_interest says", "say why holding it back outweighs,").removesuffix(" why")
    return plain[:1].upper() + plain[1:]


def _counts(visit: Visit) -> dict[str, int]:
    """Give how many characters were typed; where no script counts, the page says so after it was sent."""
    return {name: len(visit.typed.get(name, "").strip()) for name in ("summary", "details")}


def _as_before(petition: Petition) -> dict[str, str]:
    """Give what the form shows first: the version before, which it can begin from."""
    written = [one for one in petition.versions if isinstance(one.act, WriteResponse)]
    return dict(_typed(written[-1])) if written else {}


def _typed(version: Version) -> Iterator[tuple[str, str]]:
    if not isinstance(version.act, WriteResponse):
        return
    draft = version.act.source or version.act.text
    yield from {"verdict": draft.verdict.value, "summary": draft.summary, "details": draft.details}.items()
    if draft.release:
        yield "release_form", draft.release.form
        yield from _typed_day("release_when", draft.release.when)
    for number, one in zip(REASONS, draft.held_back, strict=False):
        said = {
            "code": one.code.value,
            "kind": one.kind.value,
            "words": one.words,
            "public_interest": one.public_interest,
        }
        yield from ((f"reason-{number}-{part}", text) for part, text in said.items())
        yield from _typed_day(f"reason-{number}-review_by", one.review_by)
    for passage in draft.passages:
        yield f"passage-{passage.element}", passage.words


def _typed_day(name: str, day: dt.date) -> Iterator[tuple[str, str]]:
    yield from ((f"{name}-{part}", str(getattr(day, part))) for part in _DAY)
