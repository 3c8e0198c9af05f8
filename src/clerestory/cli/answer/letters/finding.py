"""Commands by which letters are listed, searched and shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

import typer

from clerestory.answer.letters.timing import clock_words, due_of
from clerestory.cli.answer.letters.options import Reference
from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.console import one_line, put, say
from clerestory.model.answers.letters import Letter, Part
from clerestory.model.answers.rows import ListedRow
from clerestory.pipeline.answering.letters.kept import kept_people, part_of
from clerestory.pipeline.answering.letters.listed import Asked, Which, every_letter, letters_csv
from clerestory.study.answers import AnswerPlace, open_place

AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]


def list_(
    folder: PlaceDir,
    which: Annotated[Which, typer.Option(help="Which letters.")] = Which.OPEN,
    person: Annotated[str, typer.Option(help="Whose letters are `mine`: an id of [[people]].")] = "",
    words: Annotated[str, typer.Option(help="Words or a whole reference to search for.")] = "",
    as_csv: AsCsv = False,  # noqa: FBT002 - an option is a flag
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """List letters, what is due first first."""
    if which is Which.MINE and not person:
        raise typer.BadParameter("say whose: --person ID", param_hint="--which mine")
    _print(open_place(folder), Asked(which, words, person), as_csv=as_csv, as_json=as_json)


def search(
    folder: PlaceDir,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words, the beginnings of words, or a reference.")],
    as_csv: AsCsv = False,  # noqa: FBT002
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Find letters by words, names or references, ended ones too."""
    _print(open_place(folder), replace(Asked(words=words), which=Which.ALL), as_csv=as_csv, as_json=as_json)


def show(
    folder: PlaceDir,
    reference: Reference,
    as_json: Json = False,  # noqa: FBT002
) -> None:
    """Show a letter: where it stands, who stands in it, and everything that was done."""
    place = open_place(folder)
    letter, part = part_of(place, reference)
    told = _told(place, letter, part)
    put(json.dumps(told, indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(told)))


def _print(place: AnswerPlace, asked: Asked, *, as_csv: bool, as_json: bool) -> None:
    if as_csv:
        put(letters_csv(place, asked).rstrip("\n"))
        return
    rows = list(every_letter(place, asked))
    put(json.dumps([_listed(one) for one in rows], indent=2) if as_json else "\n".join(map(_line, rows)))
    say(f"{len(rows):,} letter{'s' if len(rows) != 1 else ''}")


def _listed(one: ListedRow) -> dict[str, Any]:
    row = one.row
    return {
        "letter": one.subject,
        "subject": row.title,
        "state": row.state,
        "owner": row.owner,
        "received": row.opened.isoformat() if row.opened else None,
        "due": row.due.isoformat() if row.due else None,
        "ended": row.closed.isoformat() if row.closed else None,
        "references": list(row.references),
    }


def _line(one: ListedRow) -> str:
    due = f", due {one.row.due.isoformat()}" if one.row.due else ""
    owner = f", {one.row.owner}" if one.row.owner else ""
    return one_line(f"{one.subject}: {one.row.title}; {one.row.state}{due}{owner}")


def _told(place: AnswerPlace, letter: Letter, part: Part) -> dict[str, Any]:
    people, due = kept_people(place, part), due_of(part)
    return {
        "reference": letter.reference(part.number),
        "subject": part.subject,
        "direction": part.direction.value,
        "state": part.state.value,
        "clock": clock_words(part, place.today),
        "due": due.isoformat() if due else None,
        "owner": part.owner,
        "theirs": list(part.theirs),
        "asks": list(part.asks),
        "from": [one.name for one in people.writers],
        "to": [one.name for one in people.addressees],
        "copies": [one.name for one in people.copies],
        "parts": [letter.reference(one.number) for one in letter.parts],
        "acts": [
            {"time": done.time.isoformat(), "person": done.person, "act": done.act.act, "part": done.act.part}
            for done in letter.done
        ],
    }


def _lines(told: dict[str, Any]) -> list[str]:
    lines = [f"{told['reference']}: {told['subject']}", f"{told['state']}. {told['clock']}."]
    for name in ("owner", "theirs", "from", "to", "copies", "asks"):
        said = told[name] if isinstance(told[name], str) else "; ".join(told[name])
        lines += [one_line(f"{name}: {said}")] if said else []
    return lines + [f"{one['time']} {one['person']}: {one['act']} (part {one['part']})" for one in told["acts"]]


COMMANDS: dict[str, Callable[..., None]] = {"list": list_, "search": search, "show": show}
