"""The commands that redact texts and documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.cli.protect.options import Json
from clerestory.cli.protect.redaction_options import as_data, tell, tell_failed, with_redaction

_STREAM = Path("-")


@with_redaction
def text(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A text in UTF-8, in UTF-16 with its mark, or as --encoding says; - for standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option(help="The new file; - for standard output.")],
    asked: pipeline.RedactionAsked,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Withhold from a text whatever tells of a person; at the giver, outside any study, without a network."""
    if as_json and out == _STREAM:
        raise typer.BadParameter("standard output is taken by the text", param_hint="--json")
    source = sys.stdin.buffer if file == _STREAM else file
    answer = pipeline.redact_text_file(source, sys.stdout.buffer if out == _STREAM else out, asked)
    tell(answer)
    if as_json:
        put(json.dumps(as_data(answer)))


@with_redaction
def document(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="DOCX, ODT, PDF, EML, XLSX or plain text; or a folder.", exists=True)
    ],
    out: Annotated[Path, typer.Option(help="The new file, of the same form or .txt; or a new folder.")],
    asked: pipeline.RedactionAsked,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Withhold from a document, or all of a folder; a new file has nothing of the old one but what may be read."""
    if file.is_dir():
        _folder(file, out, asked, as_json=as_json)
        return
    answer = pipeline.redact_document(file, out, asked)
    tell(answer)
    if as_json:
        put(json.dumps(as_data(answer)))


def _folder(file: Path, out: Path, asked: pipeline.RedactionAsked, *, as_json: bool) -> None:
    with Bar() as bar:
        done = pipeline.redact_folder(file, out, asked, progress=bar)
    for name, answer in done.written.items():
        say(f"{name}:")
        tell(answer)
    tell_failed(done.failed)
    if as_json:
        made = {name: as_data(answer) for name, answer in done.written.items()}
        failed = {name: error.heading for name, error in done.failed.items()}
        put(json.dumps({"written": made, "failed": failed, "decisions_about_nothing": done.unmatched}))
    say(f"{len(done.written):,} files written, {len(done.failed):,} left out.")
    if done.unmatched:
        say(f"Decisions about {done.unmatched:,} passages that are in no file as it stands, with these options: void.")
    if done.failed:
        raise typer.Exit(max(error.exit_code for error in done.failed.values()))
