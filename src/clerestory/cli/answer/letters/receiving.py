"""Commands by which letters come in, begin, and get somebody who answers."""

from __future__ import annotations

import datetime as dt
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.letters.options import Addressees, Copies, Reference, Writers, people_of, told_after
from clerestory.cli.answer.options import Answering, Json, PlaceDir
from clerestory.cli.console import put
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.letters.recording import (
    Incoming,
    NewLetter,
    assign_letter,
    do_to_letter,
    link_letter,
    receive_letter,
    start_letter,
)
from clerestory.pipeline.answering.texts.documents import words_of
from clerestory.study.answers import open_place

Subject = Annotated[str, typer.Option(help="What it is about, in neutral words that name nobody.")]
Kindly = Annotated[Sender, typer.Option(help="Who writes.")]
Thread = Annotated[str, typer.Option(help="The letter that it follows up, as MIN/0007211; a new one if left out.")]
Theirs = Annotated[list[str] | None, typer.Option(help="What others call it; repeat for several.")]


def receive(
    folder: PlaceDir,
    sender: Kindly,
    subject: Subject,
    writers: Writers,
    received: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which it came.")],
    dated: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that it bears.")] = None,
    addressees: Addressees = None,
    copies: Copies = None,
    theirs: Theirs = None,
    ask: Annotated[list[str] | None, typer.Option(help="What it asks, in your words; repeat for several.")] = None,
    file: Annotated[
        list[Path] | None, typer.Option(exists=True, dir_okay=False, help="The letter as it came, and what lay in it.")
    ] = None,
    thread: Thread = "",
    transferred_from: Annotated[str, typer.Option(help="The body that passed it on, if one did.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Register a letter that came, and print its own reference."""
    new = NewLetter(
        sender,
        subject,
        people_of(writers, addressees, copies),
        received.date(),
        dated=dated.date() if dated else None,
        theirs=tuple(theirs or ()),
        asks=tuple(ask or ()),
        files=tuple(map(_incoming, file or ())),
        thread=thread,
        transferred_from=transferred_from,
    )
    put(receive_letter(open_place(folder), actor, new))


def start(
    folder: PlaceDir,
    sender: Annotated[Sender, typer.Option("--recipient", help="What kind of addressee it goes to.")],
    subject: Subject,
    writers: Writers,
    addressees: Addressees = None,
    copies: Copies = None,
    theirs: Theirs = None,
    thread: Thread = "",
    actor: Answering = PROGRAM,
) -> None:
    """Begin a letter of the office's own, or a further reply, and print its reference."""
    place = open_place(folder)
    day = place.today
    people = people_of(writers, addressees, copies)
    put(start_letter(place, actor, NewLetter(sender, subject, people, day, theirs=tuple(theirs or ()), thread=thread)))


def ask(
    folder: PlaceDir,
    reference: Reference,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What it asks, in your words.")],
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Register one thing that a letter asks."""
    place = open_place(folder)
    do_to_letter(place, actor, reference, acts.RegisterAsk, ask=words)
    told_after(place, reference, as_json=as_json)


def assign(
    folder: PlaceDir,
    reference: Reference,
    owner: Annotated[str, typer.Argument(metavar="PERSON", help="An id of [[people]].")],
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Let somebody have a letter from now on."""
    place = open_place(folder)
    assign_letter(place, actor, reference, owner)
    told_after(place, reference, as_json=as_json)


def link(
    folder: PlaceDir,
    reference: Reference,
    kind: Annotated[Kind, typer.Option(help="What it is about.")],
    subject: Annotated[str, typer.Option(help="Its id.")],
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Note that a letter is about a petition, a request or a commitment."""
    place = open_place(folder)
    link_letter(place, actor, reference, kind=kind, subject=subject)
    told_after(place, reference, as_json=as_json)


def _incoming(path: Path) -> Incoming:
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    data = path.read_bytes()
    return Incoming(path.name, media, data, words_of(data, path.name))


COMMANDS: dict[str, Callable[..., None]] = {
    "receive": receive,
    "start": start,
    "ask": ask,
    "assign": assign,
    "link": link,
}
