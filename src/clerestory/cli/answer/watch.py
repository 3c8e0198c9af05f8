"""Commands about research of others that is followed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from clerestory.cli.answer.listing import add_lists, put_rows
from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.answer.recording import add_act
from clerestory.model.answers.acts.watch import CheckResearch, EndWatch, FollowResearch, PlanCheck
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.same.watching import checks_due
from clerestory.study.answers import open_place

watch = typer.Typer(help="Research of others: what is followed, and what was found.", no_args_is_help=True)
add_lists(watch, Kind.WATCH)
add_act(watch, "follow", Kind.WATCH, FollowResearch)
add_act(watch, "check", Kind.WATCH, CheckResearch)
add_act(watch, "plan", Kind.WATCH, PlanCheck)
add_act(watch, "end", Kind.WATCH, EndWatch)


@watch.command()
def due(
    folder: PlaceDir,
    days: Annotated[int, typer.Option(min=0, max=366, help="How many days ahead.")] = 14,
    *,
    as_json: Json = False,
) -> None:
    """List what has to be looked at: overdue checks first, then those of the coming days."""
    ahead = dt.timedelta(days=days)
    rows = [
        {"id": one.subject, "when": one.when, "next_check": one.day.isoformat(), "owner": one.owner, "what": one.what}
        for one in checks_due(open_place(folder), ahead=ahead)
    ]
    put_rows(rows, as_json=as_json)
