"""The command of agreement between coders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.agreement import (
    LEAST_REPLICATES,
    MOST_REPLICATES,
    AgreementSettings,
    Coefficient,
    KappaWeights,
    Level,
    PrintedAgreement,
)
from clerestory.model.findings.agreement_form import agreement_form


def agreement(
    codings: Annotated[
        Path,
        typer.Argument(
            metavar="CODINGS",
            help="A CSV file: unit, coder, value; or unit and a column for each coder.",
            exists=True,
            dir_okay=False,
        ),
    ],
    level: Annotated[Level, typer.Option(help="What a difference between two values means.")] = Level.NOMINAL,
    weights: Annotated[
        KappaWeights, typer.Option(help="How gravely a disagreement counts in Cohen's kappa.")
    ] = KappaWeights.NONE,
    bootstrap: Annotated[
        int, typer.Option(help="Replicates of the bootstrap.", min=LEAST_REPLICATES, max=MOST_REPLICATES)
    ] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Measure how far coders agree on units: Krippendorff's alpha, Cohen's kappa, the share of equal pairs."""
    if level is Level.NOMINAL and weights is not KappaWeights.NONE:
        raise typer.BadParameter("nominal values have no distance; add --level ordinal", param_hint="--weights")
    settings = AgreementSettings(level, weights, replicates=bootstrap, seed=seed)
    with Bar() as bar:
        answer = pipeline.agreement_of_codings(codings, settings, data=mark, progress=bar, actor=actor)
    if as_json:
        put(agreement_form(answer.found, answer.printed, answer.sentences).model_dump_json(indent=2))
        say("Publish only what is under printed; the rest is as confidential as the codings.")
        return
    put("\n\n".join(answer.sentences))
    put("\n".join(code_lines(answer.printed)))


def code_lines(printed: PrintedAgreement) -> Iterator[str]:
    """Give a line for each code; none where values are no lists."""
    if not printed.codes:
        return
    width = max(len("Code"), *(len(of.code) for of in printed.codes))
    yield ""
    yield f"{'Code':{width}}  {'Alpha':>20}  {'Kappa':>20}  {'Equal':>6}"
    for of in printed.codes:
        found = of.agreement
        same = "–" if found.same_prop is None else f"{found.same_prop.value:.0%}"
        yield f"{of.code:{width}}  {_cell(found.alpha):>20}  {_cell(found.kappa):>20}  {same:>6}"


def _cell(found: Coefficient | None) -> str:
    if found is None:
        return "–"
    if found.low is None or found.high is None:
        return f"{found.value:.2f}"
    return f"{found.value:.2f} ({found.low:.2f} to {found.high:.2f})"
