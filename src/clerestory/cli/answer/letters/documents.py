"""Commands that read documents that came, and write letters that went out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.letters.options import Reference
from clerestory.cli.answer.options import Forms, Json, PlaceDir, letter_forms
from clerestory.cli.console import put, say
from clerestory.pipeline.answering.letters.files import write_reply
from clerestory.pipeline.answering.texts.documents import ReceivedText, read_received
from clerestory.study.answers import open_place


def text(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A .docx, .odt, .pdf, .eml or .txt.", exists=True, dir_okay=False),
    ],
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Print the text of a document that came; what it holds beside is told of."""
    read = read_received(file)
    if as_json:
        put(json.dumps(_told(read), indent=2))
        return
    for head, said in read.heads.items():
        put(f"{head}: {said}")
    put(f"\n{read.text}" if read.heads else read.text)
    for one in read.attached:
        put(f"\n{one.name}:\n\n{one.text}")
    for one in (read, *read.attached):
        for kind, count in one.not_read.items():
            say(f"{one.name or file.name} holds what is not here: {kind} ({count:,}). Open it and look.")


def write(
    folder: PlaceDir,
    reference: Reference,
    forms: Forms,
    to: Annotated[Path, typer.Option(help="A folder for the files; nothing is written over.", file_okay=False)],
) -> None:
    """Write a reply that went out as documents; nobody's hand is drawn, and nothing is sent."""
    for path in write_reply(open_place(folder), reference, letter_forms(forms), to):
        put(str(path))


def _told(read: ReceivedText) -> dict[str, object]:
    return {
        "heads": dict(read.heads),
        "paragraphs": list(read.paragraphs),
        "not_read": dict(read.not_read),
        "attached": [{"name": one.name, **_told(one)} for one in read.attached],
    }


COMMANDS: dict[str, Callable[..., None]] = {"text": text, "write": write}
