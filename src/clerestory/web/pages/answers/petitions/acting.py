"""What people do about a petition: import it, record the ask, clear, send, and record what the Committee decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.answer.permissions import SEE_ANSWERS
from clerestory.answer.petitions.reading import MOST_BYTES
from clerestory.model.answers.acts.petitions import (
    ClearResponse,
    DecideResponse,
    ImportPetition,
    RecordAsk,
    RecordDebate,
    SendResponse,
)
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.responses import AskKind, Committee
from clerestory.model.answers.petitions.state import VersionState
from clerestory.model.grounds import GROUNDS
from clerestory.pipeline.answering.petitions.recording import import_petitions
from clerestory.pipeline.answering.petitions.responding import clear_response, send_response
from clerestory.web.pages.answers.petitions.reading import known, known_version
from clerestory.web.pages.answers.room import ROOM, may, place_of, tried, tried_act, visited
from clerestory.web.pages.fields import Problem, Unfit, act_of, choices
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed

_OWN_ID = ":"  # parts the id of an element from its words, where somebody gives it one


@visited(ImportPetition)
def import_file(visit: Visit) -> HttpResponse:
    """Give the form by which a file of the petitions site is imported."""
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        trial = tried(visit, lambda: _import(visit), said="What the site tells is on record.")
    return redirect("petitions") if trial.is_done else visit.page("petitions/import", trial)


@visited(RecordAsk)
def ask(visit: Visit, number: int) -> HttpResponse:
    """Give the form of the ask: its words, its kind, since when it waits, and its elements."""
    found, trial = known(visit, number), NOTHING_TRIED
    if visit.request.method == "POST":
        elements = _elements(visit.typed.get("elements", ""))
        said = "The ask is on record."
        trial = tried_act(visit, Kind.PETITION, str(number), RecordAsk, said=said, elements=elements)
    if trial.is_done:
        return redirect("petition", number=number)
    before = found.ask
    shown = {
        "words": before.words if before else found.latest.title,
        "kind": before.kind.value if before else "",
        "elements": "\n".join(f"{one.id}{_OWN_ID} {one.words}" for one in before.elements) if before else "",
        **(_typed_day("asked", before.asked) if before else {}),
    }
    return visit.page(
        "petitions/ask", with_typed(trial, **shown), petition=found, told=found.latest, kinds=choices(AskKind)
    )


@ROOM.visited(roles=SEE_ANSWERS)  # auditors read it, and are refused what they send
def version(visit: Visit, number: int, version: int) -> HttpResponse:
    """Give a version whole, with the forms of what can be done about it now."""
    found = known(visit, number)
    one, trial = known_version(found, version), NOTHING_TRIED
    do = _DEEDS.get(visit.typed.get("do", "")) if visit.request.method == "POST" else None
    if do:
        trial = do(visit, number, version)
    if trial.is_done:
        return redirect("petition", number=number)
    is_sent, may_act = one.state is VersionState.SENT, may(visit, ClearResponse)
    return visit.page(
        "petitions/version",
        trial,
        petition=found,
        told=found.latest,
        version=one,
        elements=found.elements_of(one),
        decisions=found.decided(version),
        decided=choices(Committee),
        grounds=GROUNDS,
        may_clear=may_act and one.state is VersionState.WRITTEN and visit.person.id not in found.writers,
        is_own=one.state is VersionState.WRITTEN and visit.person.id in found.writers,
        may_send=may_act and one.state is VersionState.CLEARED,
        may_decide=may_act and is_sent,
    )


@visited(RecordDebate)
def debate(visit: Visit, number: int) -> HttpResponse:
    """Give the form of a debate: scheduled, held, or not to be."""
    found, trial = known(visit, number), NOTHING_TRIED
    if visit.request.method == "POST":
        trial = _debated(visit, number)
    if trial.is_done:
        return redirect("petition", number=number)
    return visit.page("petitions/debate", trial, petition=found, told=found.latest, fates=_FATES)


def _import(visit: Visit) -> None:
    file = visit.request.FILES.get("file")
    if file is None:
        raise Unfit(Problem("file", "Choose a file"))
    data = file.read(MOST_BYTES + 1)
    import_petitions(place_of(visit), data, where="the file", person=visit.person.id)


def _elements(typed: str) -> list[dict[str, str]]:
    """Give the elements of the ask, a line each; one without an id of its own is called by its place."""
    lines = [line.strip() for line in typed.split("\n") if line.strip()]
    return [_element(line, number) for number, line in enumerate(lines, 1)]


def _element(line: str, number: int) -> dict[str, str]:
    name, sign, words = line.partition(_OWN_ID)
    is_named = (
        bool(sign) and name.strip().replace("-", "").isalnum() and name == name.lower() and " " not in name.strip()
    )
    return {"id": name.strip(), "words": words.strip()} if is_named else {"id": f"element-{number}", "words": line}


def _clear(visit: Visit, number: int, version: int) -> Trial:
    def do() -> None:
        act = act_of(ClearResponse, visit.typed, version=version)
        clear_response(place_of(visit), number, act, person=visit.person.id)

    return tried(visit, do, said=f"Version {version} is cleared, and waits to be sent.")


def _send(visit: Visit, number: int, version: int) -> Trial:
    def do() -> None:
        act = act_of(SendResponse, visit.typed, version=version)
        send_response(place_of(visit), number, act, person=visit.person.id)

    return tried(visit, do, said=f"Version {version} is on record as sent.")


def _decide(visit: Visit, number: int, version: int) -> Trial:
    due = {} if any(visit.typed.get(f"due-{part}") for part in ("day", "month", "year")) else {"due": None}
    said = "What the Committee decided is on record."
    return tried_act(visit, Kind.PETITION, str(number), DecideResponse, said=said, version=version, **due)


_DEEDS: Mapping[str, Callable[[Visit, int, int], Trial]] = {"clear": _clear, "send": _send, "decide": _decide}
_FATES = (
    {"value": "scheduled", "text": "It is scheduled"},
    {"value": "debated", "text": "It was debated"},
    {"value": "not_debated", "text": "It is not debated"},
)


def _debated(visit: Visit, number: int) -> Trial:
    fate = visit.typed.get("fate", "")
    if fate not in {one["value"] for one in _FATES}:
        return Trial(problems=(Problem("fate", "Choose what became of the debate"),), typed=visit.typed)
    fixed: dict[str, Any] = {"scheduled": None, "debated": None, "not_debated": ""}
    del fixed[fate]
    return tried_act(visit, Kind.PETITION, str(number), RecordDebate, said="The debate is on record.", **fixed)


def _typed_day(name: str, day: Any) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
