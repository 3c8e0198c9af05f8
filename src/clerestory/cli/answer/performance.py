"""The command `answer performance`: how fast was answered, in the form in which departments publish it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.options import Json
from clerestory.cli.console import Bar, put
from clerestory.model.answers.public.performance import Grain, PerformanceRow
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.performance import (
    PerformanceAsked,
    performance_of_list,
    performance_of_place,
    write_performance,
)
from clerestory.publish.answers.performance import period_text
from clerestory.study.answers import open_place


def performance(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|FILE.csv", help="A study or folder with answers.toml, or a list of letters.", exists=True
        ),
    ],
    year: Annotated[list[int] | None, typer.Option(help="Of receipt, as often as needed; all if left out.")] = None,
    by: Annotated[Grain, typer.Option(help="Into which parts each year is divided.")] = Grain.QUARTER,
    on: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As it stood at the end of this day; today.")
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="A new folder: page, workbook, CSV and CSVW."),
    ] = None,
    office: Annotated[str, typer.Option(help="Of a list: the body that answers.")] = "",
    data: Annotated[DataKind, typer.Option(help="Of a list: what it is of.")] = DataKind.CONFIDENTIAL,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Count what was received, answered within its target and within 20 working days, and what waits."""
    asked = PerformanceAsked(tuple(sorted(set(year or ()))), by, on.date() if on else None)
    if source.is_dir():
        place = open_place(source)
        with Bar() as bar:
            made = performance_of_place(place, asked, progress=bar)
    else:
        made = performance_of_list(source, asked, office=office, data=data)
    if to is not None:
        put("\n".join(str(path) for path in write_performance(made, to)))
    elif as_json:
        put(made.model_dump_json(indent=2))
    else:
        put("\n".join(_line(row) for row in made.rows))


def _line(row: PerformanceRow) -> str:
    return (
        f"{row.kind.label}, {period_text(row.period)}: target {row.target}, {row.received:,} received, "
        f"{row.within_target:,}{_of(row.within_target_pct)} within target, "
        f"{row.within_20:,}{_of(row.within_20_pct)} within 20 working days, {row.open:,} open, {row.overdue:,} overdue"
    )


def _of(pct: int | None) -> str:
    return "" if pct is None else f" ({pct}%)"
