"""The commands by which a demonstration acts at a desk, and by which the note of the group comes into the paper."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from clerestory.cli.console import put, say
from clerestory.cli.serve import AtZone, StudyDir, served
from clerestory.web.commands import asking
from clerestory.web.service.serving import Zone

AsPerson = Annotated[str, typer.Option(help="An id of [[people]] in study.toml.")]
Field = Annotated[
    list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field of the act; JSON where it is no text.")
]


def add_acts(desk: typer.Typer) -> None:
    """Add the commands to the group."""
    desk.command("act")(act)
    desk.command("state")(state)
    desk.command("note")(note)


def act(
    study: StudyDir,
    name: Annotated[str, typer.Argument(metavar="ACT", help='Its name, such as "accept terms".')],
    person: AsPerson,
    zone: AtZone = Zone.DESK,
    fields: Field = None,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="More fields, as JSON.", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Do an act as somebody of a demonstration; where cases are real, each person signs in."""
    said = {"act": name} | _fields_of(source) | dict(map(_field, fields or ()))
    put(asking.act(served(study, zone), person, said))


def state(study: StudyDir, person: AsPerson, zone: AtZone = Zone.DESK) -> None:
    """Print what somebody of a demonstration sees of the desk, as JSON."""
    put(asking.state(served(study, zone), person))


def note(study: StudyDir) -> None:
    """Write the record of the reference group's review beside the paper; the next run prints it."""
    path = asking.note(served(study, Zone.DESK))
    say("Run the study again: the paper prints it where it has {{ reference_group }}")
    put(str(path))


def _fields_of(source: Path | None) -> dict[str, Any]:
    if source is None:
        return {}
    try:
        said = json.loads(source.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise typer.BadParameter(f"{source} is not an object of JSON")
    return said


def _field(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter("give a field as FIELD=VALUE")
    try:
        return name, json.loads(value)
    except (ValueError, RecursionError):
        return name, value
