"""Commands of the files of interviews: begun, checked, exchanged, erased, and tried with made-up ones."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.cli.interviews.options import Json, StudyDir, Why
from clerestory.errors import InterviewError
from clerestory.ledger import PROGRAM


def new(study: StudyDir) -> None:
    """Write the templates of the protocol, an empty register and log, and a first codebook; what is there stays."""
    made = pipeline.new_interviews(study)
    for path in made:
        put(str(path))
    say("Write the protocol before anything is coded." if made else "Everything is there already.")


def check(study: StudyDir, actor: Actor = PROGRAM) -> None:
    """Check protocol, register and projects, and say what is lacking before anything comes of them."""
    with Bar() as bar:
        found = pipeline.check_interviews(study, progress=bar, actor=actor)
    if found.lacking:
        for line in found.lacking:
            put(line)
        raise InterviewError(
            "the protocol is not written",
            where=str(study / "interviews" / "protocol"),
            remedy="Write what is named above; `clerestory interviews new STUDY` writes templates that are missing.",
        )
    for line in found.lines:
        put(line)


def codebook(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A .qdc or .qdpx file of the REFI-QDA standard.", exists=True, dir_okay=False
        ),
    ],
    out: Annotated[Path | None, typer.Option(help="Write the codes here, as .qdc.", dir_okay=False)] = None,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """List the codes of a codebook or project, and write them as a codebook for other programs."""
    if out and out.resolve() == file.resolve():
        raise typer.BadParameter("would replace the file", param_hint="--out")
    codes = pipeline.codebook_of_file(file, out)
    if as_json:
        put(json.dumps([asdict(code) for code in codes], ensure_ascii=False))
        return
    for code in codes:
        put("  " * (len(code.path) - 1) + code.name + ("" if code.is_codable else " (groups others)"))


def export(
    study: StudyDir,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the projects go; nothing is overwritten.")],
    why: Why,
    actor: Actor = PROGRAM,
) -> None:
    """Write the coders' projects as .qdpx, without what may not be used and whatever was made from it."""
    for path in pipeline.export_interviews(study, folder, why=why, actor=actor):
        put(str(path))
    say("These are confidential transcripts: they leave to a body with a record of sharing alone.")


def erase(study: StudyDir, why: Why, actor: Actor = PROGRAM) -> None:
    """Take withdrawn interviews out of the projects for good, with all that was made from them."""
    changed = pipeline.erase_withdrawn(study, why=why, actor=actor)
    put(f"{changed} project(s) changed; in none is an interview that may not be used.")


def exposure(study: StudyDir, actor: Actor = PROGRAM) -> None:
    """Say on which days and weeks a coder was over the limits of the protocol; for who leads the coders alone."""
    found = pipeline.coders_exposure(study, actor=actor)
    for what, days in (("a day", found.days), ("a week from Monday", found.weeks), ("a stretch", found.stretches)):
        for day in days:
            put(f"{day}: over the limit of {what}")
    say("Nobody was over a limit." if found.is_within else "Ask the team, not the table; this is never published.")


def demo(
    study: StudyDir,
    interviews: Annotated[int, typer.Option(help="How many.", min=6, max=2000)] = 60,
    seed: Annotated[int, typer.Option(help="The same seed gives the same interviews.", min=0)] = 1,
) -> None:
    """Write made-up interviews with two coders into a study of made-up cases, to try everything."""
    for path in pipeline.demonstrate_interviews(study, interviews=interviews, seed=seed):
        put(str(path))
