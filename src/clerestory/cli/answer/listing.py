"""Commands that list the subjects of a kind, and show one with its history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter

from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.console import one_line, put, say
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.rows import ListedRow
from clerestory.pipeline.answering.reading import history, record_of, state_of
from clerestory.study.answers import Query, open_place

_MOST = 1_000


def add_lists(group: typer.Typer, kind: Kind) -> None:
    """Add the commands ``list`` and ``show`` of a kind to its group."""

    def listed(
        folder: PlaceDir,
        words: Annotated[str, typer.Option(help="Only those with these words, or this reference.")] = "",
        *,
        as_json: Json = False,
    ) -> None:
        found = record_of(open_place(folder)).listed(kind, Query(words=words, most=_MOST))
        rows = [_row(one) for one in found.rows]
        put_rows(rows, as_json=as_json)
        say(f"{len(rows)} of {found.total}")

    def show(
        folder: PlaceDir,
        subject: Annotated[str, typer.Argument(metavar="ID", help="Id, as the list has it.")],
        *,
        as_json: Json = False,
    ) -> None:
        _show(folder, kind, subject, as_json=as_json)

    group.command("list", help="List them by the day that they are due: id, state, due, title.")(listed)
    group.command("show", help="Show one as it is now, and what was done.")(show)


def _show(folder: Path, kind: Kind, subject: str, *, as_json: bool) -> None:
    place = open_place(folder)
    state = plain(state_of(place, kind, subject))
    if as_json:
        put(json.dumps(state, ensure_ascii=False, indent=2))
        return
    for name, value in state.items():
        put(f"{name}: {one_line(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}")
    for done in history(place, kind, subject):
        say(f"{done.time:%Y-%m-%d %H:%M} {done.person}: {done.act.act}")


def plain(state: Any) -> dict[str, Any]:
    """Give a state as plain JSON values."""
    made: dict[str, Any] = TypeAdapter(type(state)).dump_python(state, mode="json")
    return made


def put_rows(rows: list[dict[str, str]], *, as_json: bool) -> None:
    """Print rows: as JSON, or one on a line with tabs between."""
    if as_json:
        put(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for row in rows:
        put("\t".join(one_line(value) for value in row.values()))


def _row(one: ListedRow) -> dict[str, str]:
    due = one.row.due.isoformat() if one.row.due else ""
    return {"id": one.subject, "state": one.row.state, "due": due, "title": one.row.title}
