"""The command that publishes anybody's tables as a workbook; a command of the group `publish`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind


def spreadsheet(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Tables that may be public, each a CSV or Parquet file.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The workbook, .ods or .xlsx.")],
    title: Annotated[str, typer.Option(help="What the workbook is about.")],
    subject: Annotated[str, typer.Option(help="Its subject, for the document information.")] = "",
    publisher: Annotated[str, typer.Option(help="The body that publishes.")] = "",
    contact: Annotated[str, typer.Option(help="Whom to ask: an address of the body.")] = "",
    date: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Of publication.")] = None,
    notes: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Titles, notes and symbols in TOML, or notes in CSV.")
    ] = None,
    empty: Annotated[str, typer.Option(metavar="SYMBOL", help="What stands for empty cells: [x], [z], [c].")] = "",
    mark: Annotated[
        DataKind, typer.Option(help="Where the data come from; every sheet of synthetic ones says so.")
    ] = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
) -> None:
    """Write tables as an accessible workbook: a cover, contents, notes, and one marked-up table a sheet."""
    asked = pipeline.WorkbookAsked(
        title=title,
        subject=subject,
        publisher=publisher,
        contact=contact,
        date=date.date() if date else None,
        data=mark,
        notes=notes,
        empty=empty,
    )
    pipeline.publish_spreadsheet(files, out, asked, actor=actor)
    put(str(out))
