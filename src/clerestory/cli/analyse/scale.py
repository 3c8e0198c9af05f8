"""The command of multiple systems estimation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.marking import Mark
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.scale import LEAST_REPLICATES, Limits, Method, PrintedScale, ScaleSettings, ShareRange
from clerestory.model.findings.scale_form import scale_form


def scale(
    lists: Annotated[
        Path,
        typer.Argument(
            metavar="LISTS", help="A CSV file: 0 or 1 for each list, and count.", exists=True, dir_okay=False
        ),
    ],
    methods: Annotated[
        str, typer.Option(help=f"Methods, with commas: {', '.join(m.value for m in Method)}. All by default.")
    ] = "",
    bootstrap: Annotated[int, typer.Option(help="Replicates of the bootstrap.", min=LEAST_REPLICATES)] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)] = 1,
    suppressed_below: Annotated[int, typer.Option(help="A count [c] is 1 to one less than this.", min=2)] = 5,
    missed: Annotated[str, typer.Option(help="Scenario: share of links that were missed.")] = "0-0.05",
    false: Annotated[str, typer.Option(help="Scenario: share of links that are false.")] = "0-0.02",
    referral: Annotated[
        str, typer.Option(help="Scenario: share of the cases on two lists that one referred to the other.")
    ] = "0-0.25",
    over_coverage: Annotated[
        str, typer.Option(help="Scenario: share of the records of a list that are not in the population.")
    ] = "0-0.05",
    chart: Annotated[
        Path | None, typer.Option(help="Where a chart of what may be printed goes, as SVG.", dir_okay=False)
    ] = None,
    mark: Mark = DataKind.CONFIDENTIAL,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Estimate how many cases no list holds, by multiple systems estimation; always with the spread of the methods."""
    settings = ScaleSettings(
        methods=_methods(methods),
        replicates=bootstrap,
        seed=seed,
        suppressed_below=suppressed_below,
        missed=_share(missed, "--missed"),
        false=_share(false, "--false"),
        referral=_share(referral, "--referral"),
        over_coverage=_share(over_coverage, "--over-coverage"),
    )
    if chart and chart.resolve() == lists.resolve():
        raise typer.BadParameter("would replace the table of lists", param_hint="--chart")
    with Bar() as bar:
        answer = pipeline.scale_of_lists(lists, settings, chart=chart, data=mark, progress=bar, actor=actor)
    if as_json:
        put(scale_form(answer.found, answer.printed, answer.sentences).model_dump_json(indent=2))
        say("Publish only what is under printed; the rest is as confidential as the counts.")
        return
    put("\n\n".join(answer.sentences))
    put("\n".join(_tables(answer.printed)))
    if chart and answer.printed.spread:
        say(f"The chart is {chart}.")


def _methods(words: str) -> tuple[Method, ...]:
    asked = [word.strip() for word in words.split(",") if word.strip()]
    known = {method.value: method for method in Method}
    if any(word not in known for word in asked) or len(set(asked)) < len(asked):
        raise typer.BadParameter(f"name each once, of {', '.join(known)}", param_hint="--methods")
    chosen = tuple(known[word] for word in asked) or tuple(Method)
    if all(method.is_reference for method in chosen):
        raise typer.BadParameter(
            "independent lists are a comparison only; name another method too", param_hint="--methods"
        )
    return chosen


def _share(words: str, option: str) -> ShareRange:
    low, sign, high = words.partition("-")
    try:
        ends = float(low), float(high if sign else low)
    except ValueError:
        ends = (-1.0, -1.0)
    if not 0 <= ends[0] <= ends[1] < 1:
        raise typer.BadParameter("give a range of shares from 0 to less than 1, such as 0-0.05", param_hint=option)
    return ShareRange(*ends)


def _tables(printed: PrintedScale) -> Iterator[str]:
    """Give the methods and the scenarios as text tables; nothing where no number may be given."""
    if printed.spread is None:
        return
    rows = [
        (m.method.title, _number(m.estimate), *_ends(m.limits), m.why_not or _errors(m.limits)) for m in printed.methods
    ]
    yield from ("", *_columns([("Method", "Estimate", "Low", "High", "Monte Carlo error of the ends"), *rows]))
    ranges = [
        (f"{s.scenario.value}: {s.what}", _number(s.low), _number(s.high), s.why_not or s.assumed)
        for s in printed.scenarios
    ]
    yield from ("", *_columns([("If the lists are wrong", "Lowest", "Highest", "Assumed"), *ranges]))


def _ends(limits: Limits | None) -> tuple[str, str]:
    return (_number(limits.low), _number(limits.high)) if limits else ("–", "–")


def _errors(limits: Limits | None) -> str:
    known = limits is not None and limits.low_error is not None and limits.high_error is not None
    return f"{_number(limits.low_error)}, {_number(limits.high_error)}" if limits and known else ""


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Align the columns; numbers, which are all but the first and the last, to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            row[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)),
        ]
        yield "  ".join([*cells, row[-1]]).rstrip()
