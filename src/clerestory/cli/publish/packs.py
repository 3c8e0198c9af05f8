"""Packs for audiences and the press notice: selected from one release, and never worded anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience


def pack(
    source: Annotated[Path, typer.Argument(metavar="STUDY", help="A study that was published, or a release alone.")],
    audience: Annotated[Audience, typer.Option(help="Whom the pack is for.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder that does not exist yet.")],
    area: Annotated[str, typer.Option(metavar="CODE", help="Of a local pack: the area whose rows it has.")] = "",
    release: Annotated[str, typer.Option(metavar="NAME", help="A folder under releases/; the last by default.")] = "",
) -> None:
    """Make a pack for an audience: lessons, tables and charts of a release that holds, selected and never re-worded."""
    if area and audience is not Audience.LOCAL:
        raise typer.BadParameter("only a pack for the audience local has an area", param_hint="--area")
    made = pipeline.build_pack(source, to, PackRequest(audience, area), release=release)
    say(f"{len(made.files)} files of the release {made.release_folder}, for {made.audience.label}. Read the page:")
    put(str(to / "index.html"))


def check(
    folder: Annotated[Path, typer.Argument(metavar="PACK", help="A pack.")],
    source: Annotated[Path, typer.Argument(metavar="STUDY", help="The study or the release that it is of.")],
) -> None:
    """Check that a pack is what its release gives, byte for byte."""
    made = pipeline.check_pack(folder, source)
    put(f"{folder}: {len(made.files)} files are what the release {made.release_folder} gives")


def press(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study whose release is signed, or in its place.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder that does not exist yet.")],
) -> None:
    """Make the press notice of a release: its own sentences and limits, notes to editors, and statements apart."""
    for path in pipeline.write_press_notice(study, to):
        put(str(path))
