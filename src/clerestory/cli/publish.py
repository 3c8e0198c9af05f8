"""The group `publish`: what a writer asks of a paper before any gate, and what is made of a release."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli import releasing
from clerestory.cli.acting import Actor
from clerestory.cli.checklist import inspect
from clerestory.cli.console import put, say
from clerestory.cli.workbooks import spreadsheet
from clerestory.ledger import PROGRAM
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from clerestory.model.wording.claims_form import claims_form

publish = typer.Typer(
    help="Hold what a paper says against its tables; sign a release; make packs of it.", no_args_is_help=True
)


@publish.callback()
def about() -> None:
    """Hold what a paper says against its tables; sign a release; make packs of it."""


@publish.command()
def claims(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    zone: Annotated[
        pipeline.Zone, typer.Option(help="Where protected tables are read; vault before gate protect has opened.")
    ] = pipeline.Zone.DESK,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold every claim of the paper against the bounds of the tables it cites; all faults are told at once."""
    found = pipeline.claims_of_study(study, zone)
    if as_json:
        put(claims_form(found).model_dump_json(indent=2))
        return
    for claim in found:
        put(f"line {claim.line}: {claim.verdict.value}. {claim.sentence}")
    say(f"{len(found)} claims; each holds as it is written.")


@publish.command()
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


@publish.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="PACK", help="A pack.")],
    source: Annotated[Path, typer.Argument(metavar="STUDY", help="The study or the release that it is of.")],
) -> None:
    """Check that a pack is what its release gives, byte for byte."""
    made = pipeline.check_pack(folder, source)
    put(f"{folder}: {len(made.files)} files are what the release {made.release_folder} gives")


@publish.command()
def due(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study that was published.")],
    on: Annotated[
        dt.datetime | None, typer.Option(help="The day to judge by; by default today.", formats=["%Y-%m-%d"])
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
    actor: Actor = PROGRAM,
) -> None:
    """List what the last release withheld and is to be looked at again, and case texts whose hold is gone."""
    found = pipeline.withheld_due(study, on=on.date() if on else None, actor=actor)
    if as_json:
        put(json.dumps([one.as_json() for one in found], ensure_ascii=False))
        return
    for one in found:
        put(f"{'due' if one.is_over else 'soon'}: {one.output}: {one.why}")
    say(f"{len(found)} to look at.")


@publish.command()
def site(study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study that was published.")]) -> None:
    """Write the site around the releases anew: home, papers, tables, register, feeds. Every run does it."""
    made = pipeline.publish_site(study)
    say(f"{len(made)} files. Read the site:")
    put(str(study / "releases" / "index.html"))


@publish.command()
def assess(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study whose draft is on the desk.")],
    template: Annotated[  # noqa: FBT002 - an option is a flag
        bool, typer.Option("--template", help="Write assessment.toml with a part for all that the paper prints.")
    ] = False,
) -> None:
    """Say what has still to be weighed before the release may be signed: effects, equality, tension, who was told."""
    if template:
        put(str(pipeline.write_assessment(study)))
        return
    weighed = pipeline.assess(study)
    say(f"{weighed} things that the paper prints were weighed; nothing is missing.")


@publish.command()
def notice(study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]) -> None:
    """Print the notice to survivor organisations: what comes and when, and where to find support; no figures."""
    put(pipeline.notice_to_survivors(study).rstrip())


@publish.command()
def press(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study whose release is signed, or in its place.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder that does not exist yet.")],
) -> None:
    """Make the press notice of a release: its own sentences and limits, notes to editors, and statements apart."""
    for path in pipeline.write_press_notice(study, to):
        put(str(path))


publish.command()(releasing.sign)
publish.command()(releasing.key)
publish.command()(releasing.access)
publish.command()(spreadsheet)
publish.command()(inspect)

__all__ = ["publish"]
