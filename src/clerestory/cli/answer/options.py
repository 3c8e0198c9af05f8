"""What the commands of answers share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory.publish.letters import LetterForm

PlaceDir = Annotated[
    Path, typer.Argument(metavar="DIR", help="A study, or a folder with answers.toml.", exists=True, file_okay=False)
]
Answering = Annotated[
    str, typer.Option("--actor", help="Who acts: an id of [[people]]; by default the program itself.")
]
ByPerson = Annotated[
    str, typer.Option("--actor", help="Who acts: an id of [[people]]. The program itself does not do this.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Forms = Annotated[str, typer.Option("--as", help="Forms of file, with commas: docx, odt, pdf, eml, txt.")]


def letter_forms(said: str) -> list[LetterForm]:
    """Give the forms of file that were named."""
    names = [name.strip().lower() for name in said.split(",") if name.strip()]
    known = {form.value: form for form in LetterForm}
    if not names or not set(names) <= set(known):
        raise typer.BadParameter(f"use {', '.join(known)}, with commas between", param_hint="--as")
    return [known[name] for name in names]
