"""Commands by which a letter is passed on, comes back, ends without a reply, or is erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

import typer

from clerestory.cli.answer.letters.options import On, Reference, Why, day_of, told_after
from clerestory.cli.answer.options import Answering, Json, PlaceDir
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import letters as acts
from clerestory.pipeline.answering.letters.recording import do_to_letter, erase_letters, merge_letters, receive_back
from clerestory.study.answers import open_place


def transfer(
    folder: PlaceDir,
    reference: Reference,
    to: Annotated[str, typer.Option("--to", help="The body that answers; never a person.")],
    reason: Why,
    on: On = None,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Pass a letter on to another body; the clock here ends."""
    place = open_place(folder)
    do_to_letter(place, actor, reference, acts.TransferOut, to=to, day=day_of(place, on), reason=reason)
    told_after(place, reference, as_json=as_json)


def back(
    folder: PlaceDir,
    reference: Reference,
    source: Annotated[str, typer.Option("--from", help="The body that gives it back; never a person.")],
    reason: Why,
    on: On = None,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Receive back what was passed on; the clock starts anew the day after."""
    place = open_place(folder)
    receive_back(place, actor, reference, received=day_of(place, on), source=source, reason=reason)
    told_after(place, reference, as_json=as_json)


def close(
    folder: PlaceDir,
    reference: Reference,
    reason: Why,
    on: On = None,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """End a letter without a reply."""
    place = open_place(folder)
    do_to_letter(place, actor, reference, acts.CloseLetter, day=day_of(place, on), reason=reason)
    told_after(place, reference, as_json=as_json)


def merge(
    folder: PlaceDir,
    reference: Reference,
    into: Annotated[str, typer.Option(help="The letter that is answered.")],
    reason: Why,
    on: On = None,
    actor: Answering = PROGRAM,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Let another letter answer for this one, which is the same to another addressee."""
    place = open_place(folder)
    merge_letters(place, actor, reference, into=into, day=day_of(place, on), reason=reason)
    told_after(place, into, as_json=as_json)


def erase(
    folder: PlaceDir,
    reason: Why,
    ended_before: Annotated[
        dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="What ended before this day is erased.")
    ],
    actor: Answering = PROGRAM,
) -> None:
    """Erase names, addresses and texts of letters that ended before a day; days and references stay."""
    erased = erase_letters(open_place(folder), actor, ended_before=ended_before.date(), reason=reason)
    for reference in erased:
        put(reference)
    say(f"{len(erased):,} letters are erased")


COMMANDS: dict[str, Callable[..., None]] = {
    "transfer": transfer,
    "back": back,
    "close": close,
    "merge": merge,
    "erase": erase,
}
