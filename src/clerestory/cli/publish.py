"""The group `publish`: what a writer asks of a paper before any gate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.model.claims_form import claims_form

publish = typer.Typer(help="Hold what a paper says against its tables.", no_args_is_help=True)


@publish.callback()
def about() -> None:
    """Hold what a paper says against its tables."""


@publish.command()
def claims(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    zone: Annotated[
        pipeline.Zone, typer.Option(help="Where protected tables are read; vault before gate protect has opened.")
    ] = pipeline.Zone.DESK,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold every claim of the paper against the bounds of the tables it cites; all faults are told at once."""
    found = pipeline.claims_of_study(study, zone)
    if as_json:
        put(claims_form(found).model_dump_json(indent=2))
        return
    for claim in found:
        put(f"line {claim.line}: {claim.verdict.value}. {claim.sentence}")
    say(f"{len(found)} claims; each holds as it is written.")


__all__ = ["publish"]
