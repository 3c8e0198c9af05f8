"""The command of networks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.analyse.network_tables import network_tables
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import NetworkSettings
from clerestory.model.findings.networks.form import network_form
from clerestory.model.findings.networks.settings import LEAST_REPLICATES, MOST_REPLICATES


def network(
    ties: Annotated[
        Path,
        typer.Argument(
            metavar="TIES",
            help="A CSV file: person, event, start, end; operation, role, force if wanted.",
            exists=True,
            dir_okay=False,
        ),
    ],
    replicates: Annotated[
        int, typer.Option(help="Random losses and missing ties.", min=LEAST_REPLICATES, max=MOST_REPLICATES)
    ] = 100,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    missing: Annotated[float, typer.Option(help="Share of ties left out at random.", min=0.01, max=0.9)] = 0.1,
    chart: Annotated[Path | None, typer.Option(help="Where a chart of the sizes goes, as SVG.", dir_okay=False)] = None,
    charts: Annotated[
        Path | None, typer.Option(help="A folder for a chart of each part that may be drawn, as SVG.", file_okay=False)
    ] = None,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Tell how networks of persons and events form, last and end; of many together, never of one."""
    settings = NetworkSettings(replicates=replicates, seed=seed, missing_prop=missing)
    if chart and chart.resolve() == ties.resolve():
        raise typer.BadParameter("would replace the table of ties", param_hint="--chart")
    with Bar() as bar:
        answer = pipeline.networks_of_ties(
            ties, settings, chart=chart, charts=charts, data=mark, progress=bar, actor=actor
        )
    if as_json:
        put(network_form(answer.printed, settings, answer.sentences).model_dump_json(indent=2))
        return
    put("\n\n".join(answer.sentences))
    put("\n".join(network_tables(answer.printed)))
    if chart and not answer.printed.why_not:
        say(f"The chart is {chart}.")
    if answer.charts:
        say(f"The charts in {charts} are {', '.join(answer.charts)}.")
