"""The commands of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put
from clerestory.ledger import Duty, Entry
from clerestory.pipeline import DutyName

ledger = typer.Typer(help="The hash-chained ledger of a study.", no_args_is_help=True)

_TOLD = ("dataset", "provider", "return", "version", "files", "what", "release")  # of a detail, on a line for a person
StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]


@ledger.command()
def verify(study: StudyDir) -> None:
    """Find an edited, removed, moved or cut-off entry, or say that there is none."""
    head = pipeline.verify_study_ledger(study)
    put(f"{study}: {head.length} entries hold, the last is {head.hash}")


@ledger.command()
def note(
    study: StudyDir,
    event: Annotated[DutyName, typer.Option(help="What was done: one of the six kinds of event.")],
    who: Annotated[str, typer.Option(help="Who did it: an id or post of study.toml.")],
    why: Annotated[str, typer.Option(help="Why and what, in a sentence that names nobody.")],
) -> None:
    """Write down what was done with case data outside the program, such as reading them with another."""
    head = pipeline.note_event(study, event, who=who, why=why)
    put(f"{study}: entry {head.length} is written, its hash is {head.hash}")


@ledger.command()
def show(
    study: StudyDir,
    event: Annotated[DutyName | None, typer.Option(help="Only the entries of this kind of event.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print an entry a line as JSON.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """List the entries of a ledger that holds: number, time, kind of event, who, what and why."""
    for entry in pipeline.show_ledger(study, event):
        put(_json(entry) if as_json else _line(entry))


def _json(entry: Entry) -> str:
    return entry.canonical().decode()


def _line(entry: Entry) -> str:
    kind = entry.duty.name.lower() if entry.duty is not Duty.NONE else "-"
    parts = (f"{entry.seq:>6}", entry.time.isoformat(), f"{kind:<12}", entry.actor, entry.event, entry.why, _of(entry))
    return "  ".join(part for part in parts if part)


def _of(entry: Entry) -> str:
    """Name what an entry is about; --json has all of it."""
    said = {name: entry.detail[name] for name in _TOLD if entry.detail.get(name)}
    return ", ".join(f"{name} {value}" for name, value in said.items())
