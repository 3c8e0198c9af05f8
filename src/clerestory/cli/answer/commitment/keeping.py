"""Commands that record what was kept, with the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.commitment.options import CommitmentId, Why, day_option, done, formed
from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.commitments import Evidence, KeepCommitment, KeepPart
from clerestory.pipeline.answering.commitments.ledger import released_evidence
from clerestory.study.answers import open_place

Shown = Annotated[str, typer.Option("--evidence", help="What shows it: the title.")]
Dated = Annotated[dt.datetime, day_option("--dated", "The day of the evidence.")]
Where = Annotated[str, typer.Option(help="Its page, with https.")]
File = Annotated[str, typer.Option(metavar="PATH", help="A released file, below releases/ of the study.")]


def keep(
    folder: PlaceDir,
    subject: CommitmentId,
    evidence: Shown,
    dated: Dated,
    reason: Why,
    address: Where = "",
    file: File = "",
    actor: Answering = PROGRAM,
) -> None:
    """Record that it was kept; after its day it is kept late by itself."""
    there = _evidence(folder, evidence, dated, address, file)
    done(folder, actor, subject, formed(KeepCommitment, evidence=(there,), reason=reason))


def part(
    folder: PlaceDir,
    subject: CommitmentId,
    evidence: Shown,
    dated: Dated,
    reason: Why,
    part_id: Annotated[str | None, typer.Option("--part", help="Of a commitment that has parts: which.")] = None,
    address: Where = "",
    file: File = "",
    actor: Answering = PROGRAM,
) -> None:
    """Record that a part of it was kept, and in the reason what is left."""
    there = _evidence(folder, evidence, dated, address, file)
    done(folder, actor, subject, formed(KeepPart, part=part_id, evidence=(there,), reason=reason))


def _evidence(folder: Path, title: str, dated: dt.datetime, address: str, file: str) -> Evidence:
    if file:
        return released_evidence(open_place(folder), title=title, dated=dated.date(), file=file)
    return formed(Evidence, title=title, dated=dated, address=address)


COMMANDS: Mapping[str, Callable[..., None]] = {"keep": keep, "part": part}
