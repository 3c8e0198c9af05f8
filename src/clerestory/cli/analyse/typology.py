"""The command of latent classes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.columns import aligned, class_range, listed_names
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.typology import LEAST_REPLICATES, PrintedTypology, TypologySettings
from clerestory.model.findings.typology_form import typology_form
from clerestory.publish.findings.typology.words import profile_rows, share_text


def typology(
    items: Annotated[
        Path,
        typer.Argument(
            metavar="ITEMS",
            help="A CSV file: a column for each coded item; empty is missing.",
            exists=True,
            dir_okay=False,
        ),
    ],
    classes: Annotated[str, typer.Option(help="Numbers of classes, such as 2-6.")] = "2-6",
    starts: Annotated[int, typer.Option(help="Random starts of each number.", min=1)] = 20,
    bootstrap: Annotated[
        int, typer.Option(help=f"Replicates of tests and stability, {LEAST_REPLICATES} or more; 0 for none.", min=0)
    ] = 100,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    covariates: Annotated[str, typer.Option(help="Columns that the class is regressed on, with commas.")] = "",
    chart: Annotated[
        Path | None, typer.Option(help="Where a heat map of what may be printed goes, as SVG.", dir_okay=False)
    ] = None,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Find types among coded items by latent classes: how many, how stable, their profiles; nobody is put in one."""
    if 0 < bootstrap < LEAST_REPLICATES:
        raise typer.BadParameter(f"give {LEAST_REPLICATES} or more, or 0", param_hint="--bootstrap")
    if chart and chart.resolve() == items.resolve():
        raise typer.BadParameter("would replace the items", param_hint="--chart")
    least, most = class_range(classes)
    settings = TypologySettings(least, most, starts=starts, replicates=bootstrap, seed=seed)
    with Bar() as bar:
        answer = pipeline.typology_of_items(
            items,
            settings,
            covariates=listed_names(covariates, "--covariates"),
            chart=chart,
            data=mark,
            progress=bar,
            actor=actor,
        )
    if as_json:
        put(typology_form(answer.found, answer.printed, answer.sentences).model_dump_json(indent=2))
        say("Publish only what is under printed; the rest is as confidential as the items.")
        return
    put("\n\n".join(answer.sentences))
    put("\n".join(_tables(answer.printed)))
    if chart and not answer.printed.why_not:
        say(f"The heat map is {chart}.")


def _tables(printed: PrintedTypology) -> Iterator[str]:
    """Give models, profiles and coefficients as text tables; the models alone where no profile may be given."""
    models = [
        (
            f"{m.classes}",
            f"{m.bic_above:,g}",
            "–" if m.p_value is None else f"{m.p_value:g}",
            f"{m.entropy_r2:.2f}",
            f"{m.reached_prop:.0%}",
        )
        for m in printed.models
    ]
    heads = ("Classes", "BIC above smallest", "p of one more", "Entropy R2", "Starts at best")
    yield from ("", *aligned([heads, *models]))
    if printed.why_not:
        return
    numbers = [str(at) for at in range(1, printed.classes + 1)]
    body = [(label, *map(share_text, shares)) for label, shares in profile_rows(printed)]
    stability = [("Stability", *(f"{value:.2f}" for value in printed.stability))] if printed.stability else []
    yield from (
        "",
        *aligned([("Class", *numbers), ("Share of all", *map(share_text, printed.prevalence)), *body, *stability]),
    )
    if printed.coefficients:
        rows = [(f"class {c.class_number}, {c.covariate}", f"{c.log_odds:g}") for c in printed.coefficients]
        yield from ("", *aligned([("Log odds against class 1", "per unit"), *rows]))
