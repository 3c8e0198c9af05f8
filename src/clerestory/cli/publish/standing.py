"""What stands in public: the site around the releases, and what they withhold."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM


def due(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study that was published.")],
    on: Annotated[
        dt.datetime | None, typer.Option(help="The day to judge by; by default today.", formats=["%Y-%m-%d"])
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
    actor: Actor = PROGRAM,
) -> None:
    """List what the last release withheld and is to be looked at again, and case texts whose hold is gone."""
    found = pipeline.withheld_due(study, on=on.date() if on else None, actor=actor)
    if as_json:
        put(json.dumps([one.as_json() for one in found], ensure_ascii=False))
        return
    for one in found:
        put(f"{'due' if one.is_over else 'soon'}: {one.output}: {one.why}")
    say(f"{len(found)} to look at.")


def site(study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]) -> None:
    """Write the site around the releases anew: home, papers, tables, register, feeds. Every run that publishes does."""
    made = pipeline.publish_site(study)
    say(f"{len(made)} files. Read the site:")
    put(str(study / "releases" / "index.html"))
