"""What commands about letters share."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from clerestory.answer.letters.timing import clock_words, due_of
from clerestory.cli.console import put
from clerestory.model.answers.letters import LetterPeople, Party
from clerestory.pipeline.answering.fitting import fitting
from clerestory.pipeline.answering.letters.kept import part_of
from clerestory.study.answers import AnswerPlace

Reference = Annotated[str, typer.Argument(metavar="REF", help="As MIN/0007211/1, or what others call it.")]
Why = Annotated[str, typer.Option("--reason", help="Why, in words that name nobody.")]
On = Annotated[
    dt.datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day it happened; today if left out.")
]
TextFile = Annotated[
    Path, typer.Argument(metavar="FILE", help="A text in UTF-8; - is standard input.", allow_dash=True)
]
Writers = Annotated[list[str], typer.Option("--from", help='Who writes: "Name; post; address". Repeat for several.')]
Addressees = Annotated[list[str] | None, typer.Option("--to", help="To whom it is, in the same way.")]
Copies = Annotated[list[str] | None, typer.Option("--copy", help="Who has a copy, in the same way.")]
_PARTS = 3


def people_of(writers: list[str], addressees: list[str] | None, copies: list[str] | None) -> LetterPeople:
    """Make people of options."""
    groups = (writers, addressees or [], copies or [])
    with fitting("--from, --to, --copy"):
        one, two, three = (tuple(map(_party, group)) for group in groups)
        return LetterPeople(writers=one, addressees=two, copies=three)


def _party(said: str) -> Party:
    parts = [part.strip() for part in said.split(";", _PARTS - 1)]
    name, post, address = (*parts, "", "")[:_PARTS]
    return Party(name=name, post=post, address=address)


def text_of(path: Path) -> str:
    """Read a text that a person wrote."""
    text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    return text.replace("\r\n", "\n").strip()


def day_of(place: AnswerPlace, on: dt.datetime | None) -> dt.date:
    """Give the day that a command names, or today by London's clock."""
    return on.date() if on else place.today


def told_after(place: AnswerPlace, reference: str, *, as_json: bool) -> None:
    """Print where a letter stands after what was done to it."""
    letter, part = part_of(place, reference)
    due = due_of(part) if part.state.is_open else None
    told = {
        "reference": letter.reference(part.number),
        "state": part.state.value,
        "owner": part.owner,
        "due": due.isoformat() if due else None,
        "clock": clock_words(part, place.today),
    }
    line = f"{told['reference']}: {told['state']}. {told['clock']}."
    put(json.dumps(told, indent=2) if as_json else line)
