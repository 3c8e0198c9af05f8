"""The commands of collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put

collect = typer.Typer(help="Returns from givers.", no_args_is_help=True)


@collect.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="RETURN", help="The folder of one return.")],
    instrument: Annotated[
        Path | None, typer.Option(help="An instrument folder; by default the one that is shipped.")
    ] = None,
) -> None:
    """Check one return as a study would, and print the feedback report; the exit code is that of the gravest fault."""
    report, fault = pipeline.check_one_return(folder, instrument)
    put(report)
    if fault:
        raise fault
