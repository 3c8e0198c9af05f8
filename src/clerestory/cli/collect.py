"""The commands of collection."""

from __future__ import annotations

import json
from enum import Enum
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


class ReportForm(Enum):
    """How a report is printed."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@collect.command()
def check(
    place: Annotated[Path, typer.Argument(metavar="RETURN", help="The folder of one return, or one workbook.")],
    instrument: Annotated[
        Path | None,
        typer.Option(help="An instrument folder; by default the study's, or the one that is shipped."),
    ] = None,
    study: Annotated[
        Path | None, typer.Option(help="A study, whose study.toml says what will be printed about the giver.")
    ] = None,
    form: Annotated[ReportForm, typer.Option("--format", help="How the report is printed.")] = ReportForm.MARKDOWN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
    actor: Actor = PROGRAM,
) -> None:
    """Check one return as a study would, and print the feedback report; the exit code is that of the gravest fault.

    In a study that was run before, that is a consultation, and the ledger says so.
    """
    with Bar() as bar:
        checked = pipeline.check_one_return(place, instrument, study=study, actor=actor, progress=bar)
    put(_printed(checked, ReportForm.JSON if as_json else form))
    if checked.fault:
        raise checked.fault


def _printed(checked: pipeline.Checked, form: ReportForm) -> str:
    if form is ReportForm.JSON:
        return json.dumps(checked.json, ensure_ascii=False)
    return checked.page if form is ReportForm.HTML else checked.markdown


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
