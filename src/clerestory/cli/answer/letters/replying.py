"""Commands by which a reply is written, cleared by a second person, and goes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

import typer

from clerestory.cli.answer.letters.options import On, Reference, TextFile, Why, day_of, text_of, told_after
from clerestory.cli.answer.options import Answering, ByPerson, Json, PlaceDir
from clerestory.cli.console import put
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import letters as acts
from clerestory.pipeline.answering.letters.recording import (
    clear_reply,
    do_to_letter,
    draft_reply,
    hold_letter,
    send_reply,
)
from clerestory.study.answers import open_place

OfVersion = Annotated[int, typer.Option("--version", min=1, help="The version that you read.")]


def draft(
    folder: PlaceDir,
    reference: Reference,
    text: TextFile,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Keep a version of the reply; {{ sorry }} in it is where a line of apology goes if it is late."""
    place = open_place(folder)
    draft_reply(place, actor, reference, text_of(text))
    told_after(place, reference, as_json=as_json)


def clear(
    folder: PlaceDir,
    reference: Reference,
    version: OfVersion,
    actor: ByPerson,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Let the reply go out, as a second person."""
    place = open_place(folder)
    clear_reply(place, actor, reference, version)
    told_after(place, reference, as_json=as_json)


def give_back(
    folder: PlaceDir,
    reference: Reference,
    version: OfVersion,
    reason: Why,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Send the reply back to whoever wrote it, as a second person."""
    place = open_place(folder)
    do_to_letter(place, actor, reference, acts.ReturnReply, version=version, reason=reason)
    told_after(place, reference, as_json=as_json)


def send(
    folder: PlaceDir,
    reference: Reference,
    signatory: Annotated[str, typer.Option(help="The post that signs; never a name.")],
    on: On = None,
    actor: Answering = PROGRAM,
) -> None:
    """Put on record that the cleared reply goes out, and print its text, with the line of apology if it is late."""
    place = open_place(folder)
    put(send_reply(place, actor, reference, sent=day_of(place, on), signatory=signatory))


def hold(
    folder: PlaceDir,
    reference: Reference,
    expected: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="When the answer is expected.")],
    reason: Why,
    on: On = None,
    actor: Answering = PROGRAM,
) -> None:
    """Put on record that a holding reply goes out, because the answer is late or will be, and print its text."""
    place = open_place(folder)
    day, until = day_of(place, on), expected.date()
    put(hold_letter(place, actor, reference, sent=day, expected=until, reason=reason))


COMMANDS: dict[str, Callable[..., None]] = {
    "draft": draft,
    "clear": clear,
    "return": give_back,
    "send": send,
    "hold": hold,
}
