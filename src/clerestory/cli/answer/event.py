"""Commands about events, and the packs that are made for them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.listing import add_lists
from clerestory.cli.answer.options import PlaceDir
from clerestory.cli.answer.recording import add_act
from clerestory.cli.console import put, say
from clerestory.model.answers.acts.events import (
    CancelEvent,
    ChooseContent,
    HoldEvent,
    MoveEvent,
    PlanEvent,
    SetAgenda,
)
from clerestory.model.answers.kinds import Kind
from clerestory.model.lessons.study import Audience
from clerestory.pipeline.answering.same.event_packs import build_event_pack
from clerestory.study.answers import open_place

event = typer.Typer(help="Events, and the packs for who comes.", no_args_is_help=True)
add_lists(event, Kind.EVENT)
add_act(event, "plan", Kind.EVENT, PlanEvent)
add_act(event, "agenda", Kind.EVENT, SetAgenda)
add_act(event, "choose", Kind.EVENT, ChooseContent)
add_act(event, "move", Kind.EVENT, MoveEvent)
add_act(event, "hold", Kind.EVENT, HoldEvent)
add_act(event, "cancel", Kind.EVENT, CancelEvent)


@event.command()
def pack(
    folder: PlaceDir,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Id of the event.")],
    audience: Annotated[Audience, typer.Option(help="Whom the pack is for.")],
    to: Annotated[Path, typer.Option(metavar="OUT", help="A folder that does not exist yet.")],
    release: Annotated[str, typer.Option(metavar="NAME", help="A folder under releases/; the last by default.")] = "",
) -> None:
    """Make the pack of an event for an audience: agenda, lessons, statements, guidance, commitments; all released."""
    made = build_event_pack(open_place(folder), subject, audience, folder=to, release=release)
    say(f"{len(made.files)} files of the release {made.release_folder}, for {audience.label}. Read the page:")
    put(str(to / "index.html"))
