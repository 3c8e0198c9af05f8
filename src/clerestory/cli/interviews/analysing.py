"""Commands of what comes of coded interviews."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.analyse.agreement import code_lines
from clerestory.cli.console import Bar, put, say
from clerestory.cli.interviews.options import Json, LeavesWhy, Out, StudyDir, check_reason
from clerestory.ledger import PROGRAM
from clerestory.model.findings.agreement import LEAST_REPLICATES, MOST_REPLICATES, AgreementSettings
from clerestory.model.findings.agreement_form import agreement_form
from clerestory.model.interviews.coded import Unit
from clerestory.model.interviews.findings import LEAST_ORDERS, PrintedMatrix, SaturationSettings
from clerestory.model.interviews.printed_forms import matrix_form, saturation_form

Seed = Annotated[int, typer.Option(help="The same seed gives the same numbers.", min=0)]


def agree(
    study: StudyDir,
    unit: Annotated[Unit, typer.Option(help="What coders are compared on.")] = Unit.PARAGRAPH,
    bootstrap: Annotated[
        int, typer.Option(help="Replicates of the bootstrap.", min=LEAST_REPLICATES, max=MOST_REPLICATES)
    ] = 1000,
    seed: Seed = 1,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Measure how far coders agree: Krippendorff's alpha and Cohen's kappa, for each code, with intervals."""
    settings = AgreementSettings(replicates=bootstrap, seed=seed)
    with Bar() as bar:
        answer = pipeline.coders_agreement(study, unit, settings, progress=bar, actor=actor)
    if as_json:
        put(agreement_form(answer.found, answer.printed, answer.sentences).model_dump_json(indent=2))
        say("Publish only what is under printed; the rest is as confidential as the codings.")
        return
    put("\n\n".join((*answer.about.sentences, *answer.sentences)))
    put("\n".join(code_lines(answer.printed)))


def matrix(
    study: StudyDir,
    out: Out = None,
    why: LeavesWhy = "",
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Count the interviews of each kind with each code, protected; with --out as it leaves the vault."""
    check_reason(out, why)
    with Bar() as bar:
        if out:
            found = pipeline.export_matrix(study, out, why=why, progress=bar, actor=actor)
        else:
            found = pipeline.interview_matrix(study, progress=bar, actor=actor)
    put(matrix_form(found).model_dump_json(indent=2) if as_json else "\n".join(_matrix_lines(found)))


def saturation(
    study: StudyDir,
    orders: Annotated[int, typer.Option(help="Random orders of the interviews.", min=LEAST_ORDERS, max=100_000)] = 1000,
    seed: Seed = 1,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Say how many codes have been met after so many interviews, over the orders in which they could have come."""
    with Bar() as bar:
        found, about = pipeline.interview_saturation(study, SaturationSettings(orders, seed), progress=bar, actor=actor)
    if as_json:
        put(saturation_form(found, about).model_dump_json(indent=2))
        return
    put("\n\n".join(about.sentences) + "\n")
    if not found.points:
        put("There are too few interviews for a point of the curve.")
        return
    put("After interviews  Codes met, mean  In eight of ten orders")
    for point in found.points:
        put(f"{point.interviews:>16}  {point.mean:>15}  {f'{point.low} to {point.high}':>22}")


def _matrix_lines(found: PrintedMatrix) -> Iterator[str]:
    shape = found.table.shape
    yield "\n\n".join(found.about.sentences)
    yield ""
    width = max(len(row.label) for row in shape.rows)
    columns = [column.label for column in shape.columns]
    yield "  ".join([" " * width, *columns])
    for at, (row, counts) in enumerate(zip(shape.rows, found.table.counts, strict=True)):
        pct = found.percents[at] if at < len(found.percents) else (None,) * len(counts)
        cells = [
            _cell(*cell).rjust(len(label)) for cell, label in zip(zip(counts, pct, strict=True), columns, strict=True)
        ]
        yield "  ".join([row.label.ljust(width), *cells])
    yield ""
    least = found.table.percent_base
    yield f"[c] is withheld, so that no interview can be told. No percentage has fewer than {least} interviews."


def _cell(count: int | None, pct: float | None) -> str:
    if count is None:
        return "[c]"
    return f"{count:,}" if pct is None else f"{count:,} ({pct:.0f} %)"
