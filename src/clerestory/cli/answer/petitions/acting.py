"""Commands that record something about a petition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from clerestory.answer.petitions.states import standing
from clerestory.cli.answer.options import Answering, ByPerson, Json, PlaceDir
from clerestory.cli.answer.petitions.options import (
    Number,
    OfVersion,
    OnDay,
    PerhapsDay,
    ResponseFile,
    Why,
    day_of,
    made,
)
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.acts.petitions import (
    ClearResponse,
    DecideResponse,
    RecordAsk,
    RecordDebate,
    SendResponse,
)
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.responses import AskKind, Committee
from clerestory.model.answers.petitions.state import Petition
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions import responding
from clerestory.pipeline.answering.petitions.files import read_given, read_response
from clerestory.pipeline.answering.petitions.recording import Imported, import_petitions
from clerestory.study.answers import AnswerPlace, open_place


def import_(
    folder: PlaceDir,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.json", help="What the site gives.", exists=True, dir_okay=False)
    ],
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Record what the petitions site tells of a petition, or of a page of them; what changed is told."""
    found = import_petitions(open_place(folder), file.read_bytes(), where=file.name, person=actor)
    put(json.dumps(list(map(_as_json, found)), indent=2) if as_json else "\n".join(map(_line, found)))
    say(f"On record as of today: {len(found)}")


def ask(
    folder: PlaceDir,
    number: Number,
    words: Annotated[str, typer.Option(help="The ask, verbatim.")],
    kind: Annotated[AskKind, typer.Option(help="What kind of ask it is.")],
    asked: OnDay,
    element: Annotated[list[str], typer.Option(metavar="ID=WORDS", help="One thing that is asked for; repeat it.")],
    actor: Answering = PROGRAM,
) -> None:
    """Record what a petition asks for, since when an answer is waited for, and the elements of the ask."""
    elements = [dict(zip(("id", "words"), _element(one), strict=True)) for one in element]
    act = made(RecordAsk, words=words, kind=kind, asked=asked.date(), elements=elements)
    _recorded(open_place(folder), number, act, actor)


def respond(folder: PlaceDir, number: Number, file: ResponseFile, actor: Answering = PROGRAM) -> None:
    """Write a version of the answer; it is checked, and waits for a second person to clear it."""
    place = open_place(folder)
    _say(place, responding.respond(place, number, read_response(file), person=actor))


def clear(folder: PlaceDir, number: Number, version: OfVersion, reason: Why, actor: ByPerson) -> None:
    """Clear a version that somebody else wrote."""
    place, act = open_place(folder), made(ClearResponse, version=version, reason=reason)
    _say(place, responding.clear_response(place, number, act, person=actor))


def send(folder: PlaceDir, number: Number, version: OfVersion, sent: OnDay, actor: Answering = PROGRAM) -> None:
    """Record that a cleared version was sent."""
    place, act = open_place(folder), made(SendResponse, version=version, sent=sent.date())
    _say(place, responding.send_response(place, number, act, person=actor))


def given(folder: PlaceDir, number: Number, file: ResponseFile, actor: Answering = PROGRAM) -> None:
    """Record an answer that was given elsewhere, or before answers were kept here, as it was given."""
    _recorded(open_place(folder), number, read_given(file), actor)


def decide(
    folder: PlaceDir,
    number: Number,
    version: OfVersion,
    decision: Annotated[Committee, typer.Option(help="What the Committee decided.")],
    reason: Why,
    day: OnDay,
    due: PerhapsDay = None,
    actor: Answering = PROGRAM,
) -> None:
    """Record what the Committee decided about a version that was sent; a revision may be asked for by a day."""
    said = {"decision": decision, "reason": reason, "day": day.date(), "due": day_of(due)}
    _recorded(open_place(folder), number, made(DecideResponse, version=version, **said), actor)


def debate(
    folder: PlaceDir,
    number: Number,
    scheduled: PerhapsDay = None,
    debated: PerhapsDay = None,
    not_debated: Annotated[str, typer.Option(help="Why it is not debated.")] = "",
    record: Annotated[str, typer.Option(help="Where the record of the debate stands.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Record that a debate is scheduled, was held, or will not be."""
    said = {"scheduled": day_of(scheduled), "debated": day_of(debated), "not_debated": not_debated, "record": record}
    _recorded(open_place(folder), number, made(RecordDebate, **said), actor)


def _recorded(place: AnswerPlace, number: int, act: AnswerAct, person: str) -> None:
    _say(place, perform(place, person, Kind.PETITION, str(number), act))


def _say(place: AnswerPlace, petition: Petition) -> None:
    say(f"On record. The petition is now: {standing(petition, place.settings.petitions).value}")


def _element(said: str) -> tuple[str, str]:
    name, sign, words = said.partition("=")
    if not sign:
        raise typer.BadParameter("give an element as ID=WORDS")
    return name, words


def _line(one: Imported) -> str:
    changes = "".join(f"\n  {change.words}" for change in one.changes)
    told = "new" if one.is_new else "changed" if one.changes else "as before"
    return f"{one.told.number}: {one.told.title}: {told}{changes}"


def _as_json(one: Imported) -> dict[str, object]:
    changes = [{"field": change.field, "before": change.before, "after": change.after} for change in one.changes]
    return {"number": one.told.number, "title": one.told.title, "is_new": one.is_new, "changes": changes}
