"""The commands of linking."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.concerns import concerns, notify
from clerestory.cli.console import Bar, put, say
from clerestory.ledger import PROGRAM
from clerestory.link.outcome import FrameForm
from clerestory.link.preparing.comparable import ALSO_WITHIN
from clerestory.link.report import Measured
from clerestory.link.report.jsonable import measured_json
from clerestory.model.links.people import PersonKind
from clerestory.model.links.settings import DEFAULT_THRESHOLD, LinkSettings, Queue

link = typer.Typer(help="Which records are one person.", no_args_is_help=True)


link.command()(concerns)
link.command()(notify)


@link.callback()
def about() -> None:
    """Which records are one person."""


@link.command()
def records(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="A.csv [B.csv]", help="One file, or two to link with each other.", exists=True, dir_okay=False
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder for what is found.")] = Path("links"),
    columns: Annotated[
        Path | None,
        typer.Option(metavar="TOML", help="What the columns hold; else guessed from names.", exists=True),
    ] = None,
    within: Annotated[bool, typer.Option("--within", help="Link records of one file with each other too.")] = False,  # noqa: FBT002 - an option is a flag
    threshold: Annotated[
        float, typer.Option(help="Match probability from which two records are linked.", min=0.05, max=1)
    ] = DEFAULT_THRESHOLD,
    review: Annotated[
        tuple[float, float], typer.Option(metavar="FROM TO", help="Match probabilities of pairs to be reviewed.")
    ] = (0.2, 0.9),
    before: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The folder of the delivery before, whose ids are kept.")
    ] = None,
    decided: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Its review.csv with verdicts filled in.", exists=True)
    ] = None,
    truth: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="For those who hold it: id and person of every record, CSV or Parquet.", exists=True
        ),
    ] = None,
    parquet: Annotated[bool, typer.Option("--parquet", help="Write pairs, clusters and changes as Parquet.")] = False,  # noqa: FBT002 - an option is a flag
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Link plain records, outside any study, for those who may hold them."""
    if len(files) > 2:
        raise typer.BadParameter("name one file or two", param_hint="FILES")
    if not 0 <= review[0] <= review[1] <= 1:
        raise typer.BadParameter("FROM and TO lie between 0 and 1, FROM not above TO", param_hint="--review")
    settings = LinkSettings(threshold=threshold, review_from=review[0], review_to=review[1])
    asked = pipeline.LinkAsked(
        files,
        out,
        columns=columns,
        within=ALSO_WITHIN if within else None,
        before=before,
        decided=decided,
        truth=truth,
        form=FrameForm.PARQUET if parquet else FrameForm.CSV,
        settings=settings,
    )
    with Bar() as bar:
        found = pipeline.link_records(asked, bar)
    if as_json:
        put(json.dumps(found.as_json()))
        return
    for line in told(found):
        say(line)
    put(str(out))


@link.command()
def queue(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    kind: Annotated[Queue, typer.Option(help="Suspects, victims or investigations; never linked with each other.")],
    why: Annotated[str, typer.Option(help="Why you look, in words; kept in the ledger.")],
    actor: Actor = PROGRAM,
) -> None:
    """Print the pairs that wait for a person: how they agree, field by field, and no value."""
    sys.stdout.write(pipeline.link_queue(study, kind, why=why, actor=actor))


@link.command()
def decide(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    file: Annotated[
        Path, typer.Argument(metavar="CSV", help="The queue with verdicts: same, different or nothing.", exists=True)
    ],
    kind: Annotated[Queue, typer.Option(help="Of what the queue is.")],
    why: Annotated[str, typer.Option(help="On what the verdicts rest, in words; kept in the ledger.")],
    actor: Actor = PROGRAM,
) -> None:
    """Take in what was decided about pairs; the next run of the stage link applies it."""
    put(f"{pipeline.decide_links(study, kind, file, why=why, actor=actor):,} verdicts")


@link.command()
def measure(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    kind: Annotated[PersonKind, typer.Option(help="Suspects or victims.")],
    truth: Annotated[
        Path, typer.Option(metavar="FILE", help="Id and person of every row, CSV or Parquet.", exists=True)
    ],
    why: Annotated[str, typer.Option(help="What it is for, in words; kept in the ledger.")],
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold links against a truth, for those who have one: precision, recall and F1, and by kinds of givers."""
    found = pipeline.measure_links(study, kind, truth, why=why, actor=actor)
    if as_json:
        put(json.dumps([measured_json(one) for one in found]))
        return
    for one in found:
        put(told_of_truth(one))


def told(found: pipeline.LinkedRecords) -> list[str]:
    """Say in words what a linkage found."""
    error = found.linkage.error
    expected = (
        f"Expected false links: {error.false_links.low:,.0f} to {error.false_links.high:,.0f}. Expected missed links:"
        f" {error.missed_compared.low:,.0f} to {error.missed_compared.high:,.0f} among compared pairs, and at least"
        f" {error.missed_unseen:,.0f} that were never compared. The truth may lie beyond; docs/methods/linkage.md."
    )
    lines = [
        f"{found.records:,} records are {found.persons:,} persons, by {error.links:,} links.",
        expected,
        f"{found.to_review:,} pairs wait in review.csv; {found.decided:,} were decided.",
    ]
    if found.identities.merges or found.identities.splits:
        merged, split = len(found.identities.merges), len(found.identities.splits)
        lines.append(f"Since the delivery before {merged:,} persons were merged and {split:,} split; see changes.csv.")
    if found.ignored:
        lines.append(f"{len(found.ignored):,} column(s) were not compared.")
    lines += [told_of_truth(one) for one in found.report.measured[:1]]
    lines.append("report.html shows the weights and how wrong the links may be.")
    lines.append("Pairs and clusters name people by your ids: keep them as you keep the records.")
    return lines


def told_of_truth(measured: Measured) -> str:
    """Say in words how a linkage compares with a truth."""
    between = f"{measured.kinds[0]} and {measured.kinds[1]}: " if measured.kinds else ""
    shares = ", ".join(
        f"{name} {'no pair' if share is None else f'{share:.4f}'}"
        for name, share in (("precision", measured.precision), ("recall", measured.recall), ("F1", measured.f1))
    )
    return (
        f"{between}{measured.right:,} of {measured.true:,} true pairs were found, {measured.missed:,} missed,"
        f" {measured.false:,} found falsely: {shares}."
    )
