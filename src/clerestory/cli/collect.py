"""The commands of collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put
from clerestory.ledger import PROGRAM

collect = typer.Typer(help="Returns from givers.", no_args_is_help=True)


@collect.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="RETURN", help="The folder of one return.")],
    instrument: Annotated[
        Path | None, typer.Option(help="An instrument folder; by default the one that is shipped.")
    ] = None,
    actor: Actor = PROGRAM,
) -> None:
    """Check one return as a study would, and print the feedback report; the exit code is that of the gravest fault.

    In a study that was run before, that is a consultation, and the ledger says so.
    """
    report, fault = pipeline.check_one_return(folder, instrument, actor=actor)
    put(report)
    if fault:
        raise fault
