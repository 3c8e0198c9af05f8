"""Commands about the record of answers as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.cli.console import put, say
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.preparing import prepare as write_prepared
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import open_place


def start(
    folder: PlaceDir,
    office: Annotated[str, typer.Option(help="The body that answers; of a study, its publisher if left out.")] = "",
    data: Annotated[DataKind | None, typer.Option(help="What answers are about; of a study, its own kind.")] = None,
) -> None:
    """Begin to answer in a folder, which may be a study: writes answers.toml."""
    put(str(begin(folder, office=office, data=data)))


def load(
    folder: PlaceDir,
    acts: Annotated[
        Path, typer.Argument(metavar="ACTS.jsonl", help="Acts, one on a line.", exists=True, dir_okay=False)
    ],
    actor: Answering = PROGRAM,
) -> None:
    """Record the acts of a file, all or none: the history of something older, or an example."""
    say(f"{load_acts(open_place(folder), acts, person=actor)} acts are on record")


def prepare(folder: PlaceDir) -> None:
    """Write what of the answers is public for the next release of a study; the run prints it."""
    path = write_prepared(open_place(folder))
    say("Run the study again: gate release decides on it with the rest")
    put(str(path))


def verify(folder: PlaceDir) -> None:
    """Check that the record holds: no act was changed, removed or moved."""
    head = record_of(open_place(folder)).verify()
    put(f"{head.length} acts hold, up to {head.hash}")
