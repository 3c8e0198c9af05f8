"""The group `recall`: a release taken off the site at once, and what is owed about it since."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.model.calendar import LONDON
from clerestory.model.recalls import Cause

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]


class _ReleaseFirst(TyperGroup):
    """The first word may be a study: what is urgent needs no word before it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Give the command that is named, or `release` where none is."""
        named = bool(args) and self.get_command(ctx, args[0]) is not None
        return super().resolve_command(ctx, args if named else ["release", *args])


recall = typer.Typer(
    cls=_ReleaseFirst,
    help="Take an unsafe release off the site at once: `recall STUDY RELEASE`; and see what is owed about it since.",
    no_args_is_help=True,
)


@recall.command()
def release(
    study: StudyDir,
    name: Annotated[str, typer.Argument(metavar="RELEASE", help="A folder under releases/.")],
    reason: Annotated[str, typer.Option(help="Why, in a sentence that names nobody; not for the public.")],
    person: Annotated[str, typer.Option(help="Who has it recalled: an id or post of study.toml.")],
    cause: Annotated[Cause, typer.Option(help="What the public is told, in fixed words.")] = Cause.DISCLOSURE,
    aware: Annotated[
        dt.datetime | None,
        typer.Option(
            help="When it became known, by London's clock; now if left out.", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"]
        ),
    ] = None,
) -> None:
    """Take a release off the site at once; gives who had it. The word `release` may be left out."""
    known = aware.replace(tzinfo=LONDON).astimezone(dt.UTC) if aware else None
    done = pipeline.recall(study, name, reason=reason, person=person, cause=cause, aware=known)
    say(f"The release is off the site. In its place: {done.notice}")
    say("Ask everybody below to delete their copies. Who had it:")
    for one in done.recipients:
        put(f"{one.who}: {one.how}, {one.when}")
    say(f"Fill in {done.breach}; if the Information Commissioner is to be told, by {_moment(done.report_by)}.")


@recall.command()
def status(
    study: StudyDir,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Say of each recalled release what is not decided or done yet, and how much of the 72 hours is left."""
    found = pipeline.recall_status(study)
    if as_json:
        put(json.dumps([_json(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        left = "late" if one.is_late else f"{one.hours_left} hours left" if one.hours_left >= 0 else "72 hours over"
        put(f"{one.record.release}: report by {_moment(one.record.report_by)} ({left})")
        for point in one.open_points:
            put(f"  {point}")
    say(f"{len(found)} recalled.")


def _json(one: pipeline.BreachStatus) -> dict[str, Any]:
    record = one.record
    return {
        "release": record.release,
        "report_by": record.report_by.isoformat(),
        "hours_left": one.hours_left,
        "is_late": one.is_late,
        "open": list(one.open_points),
    }


def _moment(time: dt.datetime) -> str:
    return f"{time.astimezone(LONDON):%Y-%m-%d %H:%M}, London time"
