"""The command of networks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.networks import NetworkSettings, PrintedNetworks
from clerestory.model.networks.form import network_form
from clerestory.model.networks.settings import LEAST_REPLICATES, MOST_REPLICATES
from clerestory.model.tables import SUPPRESSED


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
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Tell how networks of persons and events form, last and end; of many together, never of one."""
    settings = NetworkSettings(replicates=replicates, seed=seed, missing_prop=missing)
    if chart and chart.resolve() == ties.resolve():
        raise typer.BadParameter("would replace the table of ties", param_hint="--chart")
    with Bar() as bar:
        answer = pipeline.networks_of_ties(ties, settings, chart=chart, charts=charts, progress=bar, actor=actor)
    if as_json:
        put(network_form(answer.printed, settings, answer.sentences).model_dump_json(indent=2))
        return
    put("\n\n".join(answer.sentences))
    put("\n".join(_tables(answer.printed)))
    if chart and not answer.printed.why_not:
        say(f"The chart is {chart}.")
    if answer.charts:
        say(f"The charts in {charts} are {', '.join(answer.charts)}.")


def _tables(printed: PrintedNetworks) -> Iterator[str]:
    if printed.history:
        yield f"\n{printed.history_by.capitalize():9}" + "".join(
            f"{name:>9}" for name in ("Networks", "Born", "Merged", "Split", "Died")
        )
    for row in (*printed.history, *([printed.history_total] if printed.history_total else [])):
        counts = (row.births, row.merges, row.splits, row.deaths)
        present = "" if row is printed.history_total else _number(row.present)
        yield f"{row.period:9}{present:>9}" + "".join(f"{_number(count):>9}" for count in counts)
    if printed.stayed:
        yield "\nMembers who are there again later"
    for again in printed.stayed:
        yield f"after {again.lag_quarters} quarter(s): {_percent(again.stayed_pct)}"
    if printed.overlaps:
        yield "\nMembers of a year who are members in a later one too"
    for both in printed.overlaps:
        yield f"{both.year} in {both.later}: {_percent(both.again_pct)}"
    if printed.roles:
        yield "\nPersons by role, each role by itself"
    for one in printed.roles:
        yield f"{one.role.value:9}{_number(one.persons):>9}"
    if printed.role_bands:
        yield "\nNetworks in which somebody has the role, by size"
    for band in printed.role_bands:
        yield f"{band.role.value:9}{band.label:>9}{_percent(band.networks_pct):>9}"


def _number(count: int | None) -> str:
    return SUPPRESSED if count is None else f"{count:,}"


def _percent(share: int | None) -> str:
    return SUPPRESSED if share is None else f"{share} %"
