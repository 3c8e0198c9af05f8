"""Commands that list and show requests, their notices, the sections and the disclosure log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.options import Forms, Json, PlaceDir, letter_forms
from clerestory.cli.answer.requests.options import Reference, day
from clerestory.cli.console import put
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.model.calendar import date_text
from clerestory.pipeline.answering.requests.files import write_answer
from clerestory.pipeline.answering.requests.listed import due_of, listed_requests
from clerestory.pipeline.answering.requests.recording import disclosure_log, request_of
from clerestory.pipeline.answering.requests.recording import notice as notice_of
from clerestory.publish.answers.requests import log_table
from clerestory.study.answers import Query, open_place

_MOST = 1_000


def list_requests(
    folder: PlaceDir,
    is_open: Annotated[bool, typer.Option("--open", help="Only those that are not over.")] = False,  # noqa: FBT002 - an option is a flag
    due_before: Annotated[dt.datetime | None, day("Only those that are due before this day.")] = None,
    words: Annotated[str, typer.Option(help="Only those with these words, or this reference.")] = "",
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """List requests, those that are due first on top."""
    before = due_before.date() if due_before else None
    query = Query(is_open=True if is_open else None, due_before=before, words=words, most=_MOST)
    rows = listed_requests(open_place(folder), query).rows
    if as_json:
        said = [
            {"reference": one.subject, "title": one.row.title, "state": one.row.state, "due": _iso(one.row.due)}
            for one in rows
        ]
        put(json.dumps(said, ensure_ascii=False))
        return
    for one in rows:
        due = f"due on {date_text(one.row.due)}" if one.row.due else "nothing due"
        put(f"{one.subject}: {one.row.title}; {one.row.state}, {due}")


def show(folder: PlaceDir, reference: Reference, as_json: Json = False) -> None:  # noqa: FBT002
    """Show where a request stands; never who asked."""
    place = open_place(folder)
    request = request_of(place, reference)
    said = {
        "reference": reference,
        "kind": request.kind.value,
        "title": request.received.title,
        "question": request.question,
        "received": request.received.received.isoformat(),
        "state": request.state.value,
        "due": _iso(due_of(place, request)),
        "owner": request.owner,
        "sections": [section.value for section in request.applied],
        "versions": request.drafts,
        "not registered": list(request.unregistered),
        "answered": [one.day.isoformat() for one in request.sent],
    }
    if as_json:
        put(json.dumps(said, ensure_ascii=False))
        return
    for name, value in said.items():
        put(f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value or '-'}")


def notice(folder: PlaceDir, reference: Reference) -> None:
    """Print the notice of an answer, or of more time: the section, why, the public interest, the rights."""
    put("\n\n".join(notice_of(open_place(folder), reference)))


def sections() -> None:
    """Print the sections that an answer can rest on, and what each asks for."""
    for section, exemption in EXEMPTIONS.items():
        codes = f" ({', '.join(code.value for code in exemption.reasons)})" if exemption.reasons else ""
        harm = ", needs a harm" if exemption.needs_harm else ""
        put(f"{section.value}: {exemption.title}; {exemption.weighing.value}{harm}{codes}")


def log(folder: PlaceDir) -> None:
    """Print the disclosure log as CSV: what was asked and given, never who asked."""
    made = disclosure_log(open_place(folder))
    if made is not None:
        put(log_table(made).text(made.data).rstrip("\n"))


def write(
    folder: PlaceDir,
    reference: Reference,
    forms: Forms,
    to: Annotated[Path, typer.Option(help="A folder for the files; nothing is written over.", file_okay=False)],
    signatory: Annotated[str, typer.Option(help="The post of who signs.")],
) -> None:
    """Write an answer that went out, with its notice, as documents; nobody's hand is drawn, and nothing is sent."""
    place = open_place(folder)
    for path in write_answer(place, reference, letter_forms(forms), to, signatory=signatory):
        put(str(path))


def _iso(found: dt.date | None) -> str | None:
    return found.isoformat() if found else None


COMMANDS: Mapping[str, Callable[..., None]] = {
    "list": list_requests,
    "show": show,
    "notice": notice,
    "sections": sections,
    "log": log,
    "write": write,
}
