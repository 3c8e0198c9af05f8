"""The commands of collection."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put

collect = typer.Typer(help="Returns from givers.", no_args_is_help=True)


class ReportForm(Enum):
    """How a report is printed."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@collect.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="RETURN", help="The folder of one return.")],
    instrument: Annotated[
        Path | None,
        typer.Option(help="An instrument folder; by default the study's, or the one that is shipped."),
    ] = None,
    study: Annotated[
        Path | None, typer.Option(help="A study, whose study.toml says what will be printed about the giver.")
    ] = None,
    form: Annotated[ReportForm, typer.Option("--format", help="How the report is printed.")] = ReportForm.MARKDOWN,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Check one return as a study would, and print the feedback report; the exit code is that of the gravest fault."""
    checked = pipeline.check_one_return(folder, instrument, study=study)
    put(_printed(checked, ReportForm.JSON if as_json else form))
    if checked.fault:
        raise checked.fault


def _printed(checked: pipeline.Checked, form: ReportForm) -> str:
    if form is ReportForm.JSON:
        return json.dumps(checked.json, ensure_ascii=False)
    return checked.page if form is ReportForm.HTML else checked.markdown
