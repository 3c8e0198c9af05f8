"""Commands that show the ledger: lists, one commitment, what is due, the CSV, and what has to be mended."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from clerestory.answer.commitments.standing import Reminder
from clerestory.cli.answer.commitment.options import CommitmentId, day_option
from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.console import one_line, put, say
from clerestory.errors import AnswerError
from clerestory.model.answers.commitments import CommitmentState
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import ListedRow
from clerestory.pipeline.answering.commitments.ledger import ledger_csv, ledger_faults, told, waiting
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import Query, open_place

_MOST = 10_000
StateCode = Annotated[
    list[str] | None,
    typer.Option(
        "--state", metavar="CODE", help=f"Only these: {', '.join(one.value for one in CommitmentState if one.value)}."
    ),
]


def listed(
    folder: PlaceDir,
    state: StateCode = None,
    owner: Annotated[str, typer.Option(help="Only those of this post or body.")] = "",
    words: Annotated[str, typer.Option(help="Only those with these words.")] = "",
    *,
    as_json: Json = False,
) -> None:
    """List commitments by the day that they are due: id, state, day, title."""
    query = Query(states=tuple(state or ()), owner=owner, words=words, most=_MOST)
    rows = [_row(one) for one in record_of(open_place(folder)).listed(Kind.COMMITMENT, query).rows]
    _put_rows(rows, as_json=as_json)


def show(folder: PlaceDir, subject: CommitmentId, *, as_json: Json = False) -> None:
    """Show one commitment as readers are told of it, with everything that was recorded."""
    ledger = told(open_place(folder))
    one = ledger.told(subject) if ledger else None
    if one is None:
        raise AnswerError("has no such commitment", where=str(folder), remedy="commitment list has their ids.")
    said = one.model_dump(mode="json", exclude_defaults=True)
    if as_json:
        put(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for name, value in said.items():
        for line in value if isinstance(value, list) else [value]:
            put(f"{name}: {one_line(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False))}")


def due(
    folder: PlaceDir,
    on: Annotated[dt.datetime | None, day_option("--on", "A day; today if left out.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """List what waits: overdue, due within 7 or 28 days, or without a day."""
    found = waiting(open_place(folder), on=on.date() if on else None)
    _put_rows([_reminder(one) for one in found], as_json=as_json)
    say(f"{len(found)} wait{'s' if len(found) == 1 else ''}" if found else "Nothing waits")


def csv(folder: PlaceDir) -> None:
    """Print the ledger as CSV, as a release has it."""
    typer.echo(ledger_csv(open_place(folder)), nl=False)


def check(folder: PlaceDir) -> None:
    """Say what has to be mended before a release: no day, evidence that changed, lessons that lead nowhere."""
    faults = ledger_faults(open_place(folder))
    for fault in faults:
        put(fault)
    if faults:
        raise AnswerError(
            "has to be mended before a release", where="the ledger of commitments", remedy="Mend what is listed above."
        )
    say("The ledger has no faults")


def _row(one: ListedRow) -> dict[str, str]:
    row = one.row
    return {"id": one.subject, "state": row.state, "due": row.due.isoformat() if row.due else "", "title": row.title}


def _reminder(one: Reminder) -> dict[str, str]:
    commitment = one.commitment
    return {
        "id": one.subject,
        "standing": one.standing.value,
        "due": commitment.due.isoformat() if commitment.due else "",
        "owner": commitment.owner,
        "title": commitment.title,
    }


def _put_rows(rows: list[dict[str, str]], *, as_json: bool) -> None:
    if as_json:
        put(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        put("\t".join(map(one_line, row.values())))


COMMANDS: Mapping[str, Callable[..., None]] = {"list": listed, "show": show, "due": due, "csv": csv, "check": check}
