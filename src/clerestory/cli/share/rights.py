"""The commands of requests that people make about their data."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.model.rights import Exemption, RequestState, Right
from clerestory.share.rights.requests import new_step

rights = typer.Typer(help="Requests of people about their data; no name is ever in the register.", no_args_is_help=True)

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
RequestId = Annotated[str, typer.Argument(metavar="ID", help="Such as R-2026-001.")]
By = Annotated[str, typer.Option(help="Your post, never a name.")]


@rights.command("list")
def list_requests(
    study: StudyDir,
    on: Annotated[
        dt.datetime, typer.Option(help="The day for which it is asked what is overdue.", formats=["%Y-%m-%d"])
    ],
) -> None:
    """List every request, where it stands, and by when it is due at whom."""
    lines = pipeline.rights_register(study, on.date())
    for line in lines:
        put(line)
    say(f"{len(lines)} request(s)")


@rights.command("open")
def open_request(
    study: StudyDir,
    request: RequestId,
    right: Annotated[Right, typer.Option(help="What is asked for.")],
    received: Annotated[dt.datetime, typer.Option(help="Day of receipt.", formats=["%Y-%m-%d"])],
    by: By,
    giver: Annotated[str, typer.Option(help="Code of the body asked about, if the person names one.")] = "",
    identified: Annotated[
        dt.datetime | None,
        typer.Option(help="Day on which what was asked for to know who asks came in.", formats=["%Y-%m-%d"]),
    ] = None,
) -> None:
    """Write a new request into the register."""
    day = identified.date() if identified else None
    new = pipeline.NewRequest(request, right.value, received.date(), giver, day)
    put(str(pipeline.open_rights_request(study, new, by=by)))


@rights.command("step")
def step(
    study: StudyDir,
    request: RequestId,
    to: Annotated[RequestState, typer.Option(help="Where it stands now; extended keeps its place.")],
    on: Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])],
    by: By,
    note: Annotated[str, typer.Option(help="In words; no name.")] = "",
    exemption: Annotated[Exemption | None, typer.Option(help="What a refusal rests on.")] = None,
) -> None:
    """Move a request on, or extend it; refused where the step may not follow or comes too late."""
    moved = new_step(to, on.date(), by=by, note=note, exemption=exemption)
    put(str(pipeline.step_rights_request(study, request, moved)))


@rights.command("letter")
def letter(study: StudyDir, request: RequestId) -> None:
    """Draft the letter that a request asks for where it stands."""
    draft = pipeline.rights_letter(study, request)
    put(draft.text.rstrip("\n"))
    say(f"{draft.gaps} gap(s) to decide")
