"""The command of types that experts gave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.columns import aligned, class_range, listed_names
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import Bar, put
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.panel import GROUP_TYPES
from clerestory.model.findings.panel_form import panel_form
from clerestory.model.findings.typology import TypologySettings
from clerestory.publish.findings.panel.words import agreement_rows, comparison_rows, table_rows

_COMPARED = ",".join(GROUP_TYPES)


def panel(
    codings: Annotated[
        Path,
        typer.Argument(
            metavar="CODINGS",
            help="A CSV file: unit, coder, value; up to two types a case, of one coder or two.",
            exists=True,
            dir_okay=False,
        ),
    ],
    items: Annotated[
        Path,
        typer.Argument(
            metavar="ITEMS",
            help="A CSV file of the same cases: unit, and a column for each coded item.",
            exists=True,
            dir_okay=False,
        ),
    ],
    classes: Annotated[str, typer.Option(help="Numbers of classes, such as 2-6.")] = "2-6",
    compare: Annotated[
        str, typer.Option(help="Types whose cases are compared with all others, with commas.")
    ] = _COMPARED,
    operations: Annotated[
        str | None, typer.Option(help="The column of ITEMS that names the operation of each case.")
    ] = None,
    starts: Annotated[int, typer.Option(help="Random starts of each number of classes.", min=1)] = 20,
    seed: Annotated[int, typer.Option(help="The same seed gives the same classes.", min=0)] = 1,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold types that experts gave to cases against latent classes, and compare the items of some types with others."""
    least, most = class_range(classes)
    settings = TypologySettings(least, most, starts=starts, replicates=0, seed=seed)
    with Bar() as bar:
        answer = pipeline.panel_of_codings(
            codings,
            items,
            settings,
            compared=listed_names(compare, "--compare"),
            operations=operations,
            data=mark,
            progress=bar,
            actor=actor,
        )
    if as_json:
        put(panel_form(answer.printed, answer.sentences).model_dump_json(indent=2))
        return
    put("\n\n".join(answer.sentences))
    if not answer.printed.why_not:
        put("\n".join(_tables(answer)))


def _tables(answer: pipeline.PanelAnswer) -> Iterator[str]:
    printed, labels = answer.printed, answer.labels
    if printed.agreement:
        heads = ("Agreement of coders", "Same, % (95%)", "Cohen's kappa (95%)")
        yield from ("", *aligned([heads, *agreement_rows(printed, labels)]))
    classes = [f"class {at}" for at in range(1, len(printed.table[0]))]
    yield from ("", *aligned([("Expected cases", *classes, "Total"), *table_rows(printed, labels)]))
    if printed.comparisons:
        names = "/".join(printed.compared)
        titles = (f"{names} against others", names, "Others", "Difference, points", "Not recorded", "Verdict")
        yield from ("", *aligned([titles, *comparison_rows(printed)]))
