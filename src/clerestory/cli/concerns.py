"""The commands of concern notices."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.model.links.concerns import NoticeOutcome

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]


def concerns(
    study: StudyDir,
    why: Annotated[str, typer.Option(help="Why you look, in words; kept in the ledger.")],
    notice: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Print what the givers of this notice would be told.")
    ] = None,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Tell how many children several bodies know and none flagged; print the numbers of notices that wait.

    The order says nothing, and nobody is listed otherwise.
    """
    if notice is not None:
        for line in pipeline.concern_words(study, notice, why=why, actor=actor):
            put(line)
        return
    told = pipeline.link_concerns(study, why=why, actor=actor)
    if as_json:
        put(json.dumps(asdict(told)))
        return
    for line in _told(told):
        say(line)
    for number in told.waiting:
        put(number)


def notify(
    study: StudyDir,
    notice: Annotated[str, typer.Argument(metavar="NUMBER", help="The number of a notice that waits.")],
    person: Annotated[str, typer.Option(help="Your id in study.toml; you are a safeguarding lead.")],
    outcome: Annotated[NoticeOutcome, typer.Option(help="What you decided.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence that names nobody; kept in the ledger.")],
    on: Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])],
    key: Annotated[
        Path | None,
        typer.Option(help="Your private key file; only made-up cases do without.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Decide about one notice; to notify writes a notice for each giver, under its own pseudonyms."""
    said = pipeline.NoticeSaid(person, outcome, reason, on.date(), key)
    for path in pipeline.decide_concern(study, notice, said):
        put(str(path))


def _told(told: pipeline.ConcernsTold) -> list[str]:
    without = len(told.waiting) + told.decided
    known = (
        f"{told.children:,} children are known to {told.bodies} bodies or more; of {without:,} of them no return has"
    )
    lines = [f"{known} a flag of concern. {told.decided:,} notices were decided, {len(told.waiting):,} wait."]
    if told.unconfirmed:
        lines.append(
            f"{told.unconfirmed:,} more children would count if links were confirmed: `clerestory link queue`; "
            "review_to = 1 puts every pair into the queue."
        )
    if told.left_out:
        lines.append(f"{told.left_out:,} givers are left out: their records of sharing do not let this be done.")
    return lines
