"""The command that looks for bad redactions in anybody's PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, one_line, put, say_error
from clerestory.cli.protect.options import Json
from clerestory.errors import DocumentError, ResidueError
from clerestory.model.redaction.inspection import MEANING, REMEDY, Inspection, Trace
from clerestory.model.redaction.inspection_form import Words, inspection_form

Show = Annotated[bool, typer.Option("--show", help="Print the words that were found, too; they are confidential.")]


def inspect(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="PDFs, anybody's.", exists=True, dir_okay=False)
    ],
    show: Show = False,  # noqa: FBT002 - an option is a flag
    pictures: Annotated[
        Path | None,
        typer.Option(help="Folder for pictures of the pages, with the places framed as they look.", file_okay=False),
    ] = None,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Find bad redactions in PDFs: words and pictures that were to be gone and are still there."""
    words = Words.SHOWN if show else Words.KEPT_BACK
    inspected = [(str(file), _inspected(file, pictures)) for file in files]
    if as_json:
        put(inspection_form(inspected, words=words).model_dump_json(indent=2))
    else:
        for name, found in inspected:
            _print(name, found, words)
    _end(inspected)


def _inspected(file: Path, pictures: Path | None) -> Inspection | str:
    """Give what was found, or why the file could not be read; the others are inspected all the same."""
    try:
        with Bar() as bar:
            return pipeline.inspect_pdf(file, pictures=pictures, progress=bar)
    except DocumentError as error:
        say_error(error)
        return error.what


def _print(name: str, found: Inspection | str, words: Words) -> None:
    if isinstance(found, str):
        put(f"{name}: not read: {found}")
        return
    counted = f"{len(found.found):,} found, {len(found.traces) - len(found.found):,} remarks"
    put(f"{name}: {found.pages:,} pages, {counted}")
    for number, trace in enumerate(found.traces, start=1):
        put(f"{number:4}. {_line(trace)}{_quoted(trace, words)}")
    for remedy in dict.fromkeys(REMEDY[trace.fault] for trace in found.traces):
        put(f"      {remedy}")
    for part in found.not_examined:
        put(f"      Not looked into: {part}.")


def _line(trace: Trace) -> str:
    where = f"page {trace.page}" if trace.page else "the file"
    sides = (trace.box.left, trace.box.bottom, trace.box.right, trace.box.top) if trace.box else ()
    place = f", box {' '.join(f'{side:.0f}' for side in sides)}" if sides else ""
    letters = f", {trace.letters:,} letters" if trace.letters else ""
    return f"{where}{place}: {MEANING[trace.fault]}{letters} ({trace.sureness.value})"


def _quoted(trace: Trace, words: Words) -> str:
    if words is Words.KEPT_BACK or not trace.words:
        return ""
    return f": {one_line(trace.words)}"


def _end(inspected: Sequence[tuple[str, Inspection | str]]) -> None:
    """End with the exit code of what was found, or of what was not read."""
    bad = [name for name, found in inspected if not isinstance(found, str) and found.found]
    unread = [name for name, found in inspected if isinstance(found, str)]
    partly = [name for name, found in inspected if not isinstance(found, str) and found.not_examined]
    if bad:
        raise ResidueError(
            f"{len(bad):,} of {len(inspected):,} files hold what was to be gone",
            where=", ".join(bad[:5]),
            remedy="Do not give them to anybody before that is mended; each line above says how.",
        )
    if unread or partly:
        raise DocumentError(
            f"{len(unread):,} of {len(inspected):,} files were not read, {len(partly):,} not wholly",
            where=", ".join((unread + partly)[:5]),
            remedy="Nothing was found in the others. Inspect these again when they can be read.",
        )
