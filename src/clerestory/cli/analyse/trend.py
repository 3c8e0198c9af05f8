"""The command of trends by quarter."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.trend_form import trend_form
from clerestory.model.findings.trends import LEAST_DISTANCE, LEAST_REPLICATES, MOST_JOINPOINTS, TrendSettings


def trend(
    series: Annotated[
        Path,
        typer.Argument(
            metavar="SERIES", help="A CSV file: quarter, count, unit, definition.", exists=True, dir_okay=False
        ),
    ],
    joinpoints: Annotated[
        int, typer.Option(help="Turns of the trend that are looked for, at most.", min=0, max=MOST_JOINPOINTS)
    ] = 2,
    distance: Annotated[
        int, typer.Option(help="Quarters between turns, and from a turn to an end, at least.", min=LEAST_DISTANCE)
    ] = 4,
    bootstrap: Annotated[int, typer.Option(help="Replicates of the bootstrap.", min=LEAST_REPLICATES)] = 500,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    chart: Annotated[
        Path | None, typer.Option(help="Where a chart of what may be printed goes, as SVG.", dir_okay=False)
    ] = None,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Estimate how a count moved by quarter, where its trend turned, and what declared breaks did to it."""
    if chart and chart.resolve() == series.resolve():
        raise typer.BadParameter("would replace the series", param_hint="--chart")
    settings = TrendSettings(joinpoints=joinpoints, distance=distance, replicates=bootstrap, seed=seed)
    with Bar() as bar:
        answer = pipeline.trend_of_series(series, settings, chart=chart, data=mark, progress=bar, actor=actor)
    if as_json:
        put(trend_form(answer.found, answer.printed, answer.sentences).model_dump_json(indent=2))
        say("Publish only what is under printed; the rest is as confidential as the counts.")
        return
    put("\n\n".join(answer.sentences))
    if chart:
        say(f"The chart is {chart}.")
