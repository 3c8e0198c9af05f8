"""The commands of collection."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.pipeline import TemplateForm

collect = typer.Typer(help="Returns from givers.", no_args_is_help=True)

InstrumentDir = Annotated[Path | None, typer.Option(help="An instrument folder; by default the one that is shipped.")]


@collect.command()
def check(
    place: Annotated[Path, typer.Argument(metavar="RETURN", help="The folder of one return, or one workbook.")],
    instrument: InstrumentDir = None,
    actor: Actor = PROGRAM,
) -> None:
    """Check one return as a study would, and print the feedback report; the exit code is that of the gravest fault.

    In a study that was run before, that is a consultation, and the ledger says so.
    """
    with Bar() as bar:
        report, fault = pipeline.check_one_return(place, instrument, actor=actor, progress=bar)
    put(report)
    if fault:
        raise fault


@collect.command()
def template(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")],
    form: Annotated[TemplateForm, typer.Option(help="A file for each entity, or one workbook.")] = TemplateForm.XLSX,
    instrument: InstrumentDir = None,
    mark: Annotated[
        DataKind, typer.Option(help="What will be filled in; workbooks of synthetic data say so on every page.")
    ] = DataKind.CONFIDENTIAL,
) -> None:
    """Write an empty return of every entity, with definitions and codes in a workbook, and print the files."""
    for path in pipeline.write_template(folder, form, instrument=instrument, data=mark):
        put(str(path))
