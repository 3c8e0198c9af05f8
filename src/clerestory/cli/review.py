"""The commands of decisions at the two gates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put
from clerestory.cli.live_cases import add_live_cases
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome

review = typer.Typer(help="Decisions at the two gates, and certificates of live cases.", no_args_is_help=True)
add_live_cases(review)

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
AtGate = Annotated[Gate, typer.Option(help="Which gate.")]


@review.command()
def simulate(study: StudyDir, gate: AtGate) -> None:
    """Write the decisions that a gate needs as stand-ins; refused where the cases are real."""
    for path in pipeline.simulate(study, gate):
        put(str(path))


@review.command()
def keys(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where the private key goes; keep it secret.")],
) -> None:
    """Make a person's key pair: the private key into FILE, the public one, for study.toml, to standard output."""
    put(pipeline.write_keys(path))


@review.command()
def decide(
    study: StudyDir,
    gate: AtGate,
    person: Annotated[str, typer.Option(help="Your id in study.toml.")],
    role: Annotated[Role, typer.Option(help="The role in which you decide.")],
    outcome: Annotated[Outcome, typer.Option(help="What you decided.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    key: Annotated[Path, typer.Option(help="Your private key file.", exists=True, dir_okay=False)],
    on: Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])],
) -> None:
    """Write your signed decision on the draft that waits at a gate."""
    put(
        str(pipeline.decide(study, gate, person, role=role, outcome=outcome, reason=reason, on=on.date(), key_file=key))
    )
