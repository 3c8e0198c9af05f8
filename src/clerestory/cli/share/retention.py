"""The commands of destruction by date."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.pipeline import Dataset, Retained, Scope

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
_DAY = ["%Y-%m-%d"]


def retention(
    study: StudyDir,
    on: Annotated[dt.datetime | None, typer.Option(help="The day to judge by; by default today.", formats=_DAY)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """List what a study holds, by which day each is destroyed, and what is overdue."""
    day = on.date() if on else dt.datetime.now(tz=dt.UTC).date()
    found = pipeline.retained(study)
    put(json.dumps([one.as_json(day) for one in found]) if as_json else "\n".join(_lines(found, day)))
    late = sum(one.overdue(day) for one in found)
    undated = sum(one.destroy_by is None for one in found)
    say(f"On {day}: {late} overdue, {undated} without a day.")


def erase(
    study: StudyDir,
    dataset: Annotated[Dataset, typer.Option(help="What is erased.")],
    why: Annotated[str, typer.Option(help="Why, in a sentence that names nobody; it stands in the ledger.")],
    on: Annotated[dt.datetime, typer.Option(help="The day of the erasure.", formats=_DAY)],
    provider: Annotated[str, typer.Option(help="Only this giver's part, as its folder spells it.")] = "",
    return_id: Annotated[str, typer.Option("--return", help="Only this return of the giver.")] = "",
    actor: Actor = PROGRAM,
) -> None:
    """Erase data for good, show that nothing of them is left, and print the certificate. Interrupted, it goes on."""
    scope = Scope(dataset, provider.replace(":", "-"), return_id)
    put(pipeline.certificate_text(pipeline.erase(study, scope, why=why, on=on.date(), actor=actor)).rstrip())


def _lines(found: tuple[Retained, ...], day: dt.date) -> list[str]:
    rows = [("dataset", "destroy by", "state", "set by", "reason")]
    rows += [(one.scope.name, str(one.destroy_by or "-"), _state(one, day), one.source, one.reason) for one in found]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return ["  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]) for row in rows]


def _state(one: Retained, day: dt.date) -> str:
    if one.overdue(day):
        return "OVERDUE"
    return "kept" if one.destroy_by else "no day"
