"""Commands that tell of petitions: lists, one as it stands, its history, a checked response, pack and notice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from clerestory.answer.petitions.events import events
from clerestory.answer.petitions.states import axes, standing
from clerestory.answer.petitions.telling import told_petition
from clerestory.answer.petitions.timing import waited_for
from clerestory.cli.answer.options import Answering, Json, PlaceDir
from clerestory.cli.answer.petitions.options import Number, ResponseFile
from clerestory.cli.console import one_line, put, say
from clerestory.errors import AnswerTextError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.state import Petition, Standing, Version
from clerestory.pipeline.answering.petitions.accounts import notice as made_notice
from clerestory.pipeline.answering.petitions.accounts import write_petition_pack
from clerestory.pipeline.answering.petitions.files import read_response
from clerestory.pipeline.answering.petitions.recording import petition_of, site_file
from clerestory.pipeline.answering.petitions.responding import CheckedResponse, check_response
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import AnswerPlace, Query, open_place

_MOST = 1_000


def listed(
    folder: PlaceDir,
    state: Annotated[list[Standing] | None, typer.Option(help="Only those that stand so; repeat it.")] = None,
    words: Annotated[str, typer.Option(help="Only those with these words.")] = "",
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """List petitions, what is due first."""
    query = Query(states=tuple(one.value for one in state or ()), words=words, most=_MOST)
    found = record_of(open_place(folder)).listed(Kind.PETITION, query)
    rows = [
        {"number": one.subject, "title": one.row.title, "state": one.row.state, "due": str(one.row.due or "")}
        for one in found.rows
    ]
    lines = [f"{row['number']}  {row['due'] or '          '}  {row['state']}  {one_line(row['title'])}" for row in rows]
    put(json.dumps(rows, indent=2) if as_json else "\n".join(lines))
    say(f"{len(rows)} of {found.total} petitions")


def show(
    folder: PlaceDir,
    number: Number,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Show a petition as it stands; as JSON with the site's own file, every key of it."""
    place = open_place(folder)
    petition = petition_of(place, number)
    if as_json:
        put(json.dumps({"site": site_file(place, petition), "answer": _answer(place, petition)}, indent=2))
    else:
        put("\n".join(_shown(place, petition)))


def history(
    folder: PlaceDir,
    number: Number,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Tell what happened about a petition, day by day, with how long each answer took."""
    place = open_place(folder)
    found = events(petition_of(place, number), place.settings)
    told = [one.model_dump(mode="json") for one in found]
    put(json.dumps(told, indent=2) if as_json else "\n".join(f"{one.day}  {one_line(one.words)}" for one in found))


def check(
    folder: PlaceDir,
    number: Number,
    file: ResponseFile,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Check a response before it is recorded: its text, its length, its sentences, every element of the ask."""
    found = check_response(open_place(folder), number, read_response(file), person=actor)
    put(json.dumps(_checked(found), indent=2) if as_json else "\n".join(_found(found)))
    if found.problems:
        raise typer.Exit(AnswerTextError.exit_code)
    if found.refusal:
        raise typer.Exit(found.refusal.exit_code)


def pack(
    folder: PlaceDir,
    number: Number,
    to: Annotated[Path, typer.Option(metavar="OUT", help="A folder that does not exist yet.")],
) -> None:
    """Write the pack for the Petitions Committee: what happened, the versions compared, each element answered."""
    for path in write_petition_pack(open_place(folder), number, to):
        put(str(path))


def notice(
    folder: PlaceDir,
    number: Number,
    address: Annotated[str, typer.Option(help="Where the answer stands; the petition's own page if left out.")] = "",
) -> None:
    """Print the notice to those who signed: what was asked, yes, no or partly, and where the answer stands."""
    put(made_notice(open_place(folder), number, address=address).rstrip("\n"))


def _shown(place: AnswerPlace, petition: Petition) -> list[str]:
    told, settings = petition.latest, place.settings.petitions
    signatures = "not told" if told.signatures is None else f"{told.signatures:,}"
    waiting = waited_for(petition, place.settings)
    lines = [
        f"{told.number}: {one_line(told.title)}",
        " ".join(f"{name}: {state}." for name, state in axes(petition, settings)),
        f"Signatures: {signatures}, as told on {petition.told[-1].told}",
        f"Next: {standing(petition, settings).value}" + (f", by {waiting.due}" if waiting and waiting.due else ""),
    ]
    if petition.ask:
        lines += [f"Asked ({petition.ask.kind.value}): {one_line(petition.ask.words)}"]
        lines += [f"  {one.id}: {one_line(one.words)}" for one in petition.ask.elements]
    return [*lines, *map(_version, petition.versions)]


def _version(one: Version) -> str:
    verdict = one.verdict.value if one.verdict else "neither yes, no nor partly"
    state = f"{one.state.value} {one.sent}" if one.sent else one.state.value
    return f"Version {one.number}: {state}; {verdict}; {one_line(one.summary)}"


def _answer(place: AnswerPlace, petition: Petition) -> dict[str, Any]:
    settings, public = place.settings.petitions, told_petition(petition, place.settings)
    return {
        "number": petition.latest.number,
        **{name.lower(): state for name, state in axes(petition, settings)},
        "next": standing(petition, settings).value,
        "ask": petition.ask.model_dump(mode="json", exclude={"act"}) if petition.ask else None,
        "versions": [_version_json(one) for one in petition.versions],
        "public": public.model_dump(mode="json", exclude_none=True) if public else None,
    }


def _version_json(one: Version) -> dict[str, Any]:
    return {
        "version": one.number,
        "state": one.state.value,
        "written": one.time.isoformat(),
        "writer": one.writer,
        "cleared_by": one.cleared_by,
        "sent": str(one.sent) if one.sent else None,
        "text": one.act.model_dump(mode="json", exclude_none=True, exclude={"act"}),
    }


def _found(found: CheckedResponse) -> list[str]:
    lines = [f"{one.where}: {one.what}. {one.remedy}" for one in found.problems]
    lines += [f"{found.refusal.what}. {found.refusal.remedy}"] if found.refusal else []
    lines += [f"Advice: {one.where}: {one.what}" for one in found.advice]
    return [
        *lines,
        f"Summary {found.summary} of 200 characters, details {found.details:,} of 6,000; reading ease {found.ease:.0f}",
    ]


def _checked(found: CheckedResponse) -> dict[str, Any]:
    return {
        "problems": [{"where": one.where, "what": one.what, "remedy": one.remedy} for one in found.problems],
        "refused": found.refusal.what if found.refusal else None,
        "advice": [{"where": one.where, "what": one.what} for one in found.advice],
        "summary_characters": found.summary,
        "details_characters": found.details,
        "reading_ease": round(found.ease, 1),
    }
