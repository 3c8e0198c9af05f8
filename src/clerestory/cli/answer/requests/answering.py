"""Commands that receive, draft, clear and send."""

from __future__ import annotations

import datetime as dt
import mimetypes
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.options import Answering, ByPerson, PlaceDir
from clerestory.cli.answer.requests.options import Reference, Why, Words, act_said, day, do
from clerestory.cli.console import put, say
from clerestory.errors import AnswerError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import Section
from clerestory.pipeline.answering.requests.recording import (
    NewAnswer,
    NewRequest,
    draft_answer,
    receive_request,
    request_of,
    send_answer,
)
from clerestory.pipeline.answering.requests.tables import register_table
from clerestory.pipeline.answering.requests.texts import Asker
from clerestory.study.answers import open_place


def receive(
    folder: PlaceDir,
    received: Annotated[dt.datetime, day("When it reached the office; of a question, when it was tabled.")],
    title: Words,
    question: Words,
    kind: Annotated[acts.RequestKind, typer.Option(help="What came.")] = acts.RequestKind.FOI,
    asker: Annotated[str, typer.Option(help="Who made a request; kept apart, and erased by date.")] = "",
    contact: Annotated[str, typer.Option(help="How they are reached; kept apart.")] = "",
    letter: Annotated[Path | None, typer.Option(help="The file that came.", exists=True, dir_okay=False)] = None,
    reference: Annotated[str, typer.Option(help="The other side's reference.")] = "",
    member: Annotated[str, typer.Option(help='Of a question: who asked, such as "MP for ...".')] = "",
    named_day: Annotated[dt.datetime | None, day("Of a named day question: the day.")] = None,
    came_from: Annotated[str, typer.Option(help="The body that passed it on.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Put a request, or a question in Parliament, on record; prints its reference."""
    new = NewRequest(
        kind,
        received.date(),
        title,
        question,
        Asker(asker, contact) if asker else None,
        _read(letter) if letter else None,
        reference,
        member,
        named_day.date() if named_day else None,
        came_from,
    )
    put(receive_request(open_place(folder), actor, new))


def assign(
    folder: PlaceDir,
    reference: Reference,
    owner: Annotated[str, typer.Argument(help="An id of [[people]].")],
    actor: Answering = PROGRAM,
) -> None:
    """Let somebody see to it."""
    do(folder, reference, actor, act_said(acts.AssignRequest, owner=owner))


def exempt(
    folder: PlaceDir,
    reference: Reference,
    note: Annotated[
        Path, typer.Argument(metavar="NOTE.toml", help="The section and its reasons.", exists=True, dir_okay=False)
    ],
    actor: Answering = PROGRAM,
) -> None:
    """Withhold something under a section, with the reasons that its notice will give."""
    try:
        said = tomllib.loads(note.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise AnswerError("is not TOML in UTF-8", where=str(note), remedy="Nothing was recorded.") from None
    do(folder, reference, actor, act_said(acts.ApplyExemption, **said))


def drop(
    folder: PlaceDir,
    reference: Reference,
    section: Annotated[Section, typer.Argument(help="The section.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Rely on a section no longer."""
    do(folder, reference, actor, act_said(acts.DropExemption, section=section, reason=reason))


def draft(
    folder: PlaceDir,
    reference: Reference,
    answer: Annotated[Path, typer.Argument(metavar="ANSWER.md", help="Its text.", exists=True, dir_okay=False)],
    outcome: Annotated[acts.Given, typer.Option(help="What comes of the request.")],
    asked: Annotated[str, typer.Option(help="For the log: what was asked, in neutral words.")],
    given: Annotated[str, typer.Option(help="For the log: what was given.")] = "",
    table: Annotated[
        list[str] | None, typer.Option(metavar="ID=TITLE", help="A table of its own that goes with it.")
    ] = None,
    actor: Answering = PROGRAM,
) -> None:
    """Write an answer; figures are references to released cells, as in the paper."""
    tables = tuple(act_said_table(one) for one in table or ())
    try:
        text = answer.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError("is not UTF-8", where=str(answer), remedy="Save it anew.") from None
    new = NewAnswer(outcome, text, acts.LogEntry(asked=asked, given=given), tables)
    made = draft_answer(open_place(folder), actor, reference, new)
    say(f"version {made.drafts} waits for somebody else to clear it")


def act_said_table(text: str) -> acts.OwnTable:
    """Make a table of an answer of ``id=title``."""
    name, sign, title = text.partition("=")
    if not sign:
        raise typer.BadParameter("give a table as ID=TITLE", param_hint="--table")
    return acts.OwnTable(table=name, title=title)


def send_back(folder: PlaceDir, reference: Reference, reason: Why, actor: Answering = PROGRAM) -> None:
    """Send a draft back to be changed."""
    do(folder, reference, actor, act_said(acts.ReturnAnswer, reason=reason))


def clear(
    folder: PlaceDir,
    reference: Reference,
    version: Annotated[int, typer.Option(help="The version that you read.", min=1)],
    actor: ByPerson,
) -> None:
    """Let a draft go out; not by its writer."""
    do(folder, reference, actor, act_said(acts.ClearAnswer, version=version))


def register(
    folder: PlaceDir,
    reference: Reference,
    table: Annotated[str, typer.Argument(help="Id of the table in [[tables]] of study.toml.")],
    on: Annotated[dt.datetime, day("When the answer goes out.")],
    actor: ByPerson,
) -> None:
    """Register a table of the answer's own, which passed gate protect, where the vault is: later runs count it."""
    made = register_table(open_place(folder), actor, reference, table, day=on.date())
    say(f"the draft of the table is {made.left}")
    put(f"history/{made.history}.csv" if made.history else "vault/left alone: its counts are rounded")


def answer(
    folder: PlaceDir,
    reference: Reference,
    sent: Annotated[dt.datetime, day("When it goes out.")],
    actor: Answering = PROGRAM,
) -> None:
    """Send the cleared answer; prints it with its notice."""
    place = open_place(folder)
    paragraphs = send_answer(place, actor, reference, sent=sent.date())
    put("\n\n".join(paragraphs))
    say(f"{reference}: {request_of(place, reference).end_words}")


def _read(path: Path) -> tuple[str, str, bytes]:
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return path.name, media, path.read_bytes()


COMMANDS: Mapping[str, Callable[..., None]] = {
    "receive": receive,
    "assign": assign,
    "exempt": exempt,
    "drop": drop,
    "draft": draft,
    "return": send_back,
    "clear": clear,
    "register": register,
    "answer": answer,
}
