"""The command by which a reviewer goes through the passages of a text or document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import say
from clerestory.cli.protect.redaction_options import with_redaction
from clerestory.clock import SystemClock
from clerestory.errors import DecisionError
from clerestory.model.commission import Role
from clerestory.model.redaction.review import ReviewOutcome

_KEYS = {"k": ReviewOutcome.KEEP, "r": ReviewOutcome.REMOVE}
_SKIP, _STOP = "s", "q"


@with_redaction
def review(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text or document.", exists=True, dir_okay=False)],
    out: Annotated[Path, typer.Option("--decide", help="Where decisions go, after those there.", dir_okay=False)],
    person: Annotated[str, typer.Option(help="Id of the reviewer in --reviewers.")],
    asked: pipeline.RedactionAsked,
    key: Annotated[
        Path | None, typer.Option(help="The reviewer's private key; without one decisions are simulated.", exists=True)
    ] = None,
    role: Annotated[
        Role, typer.Option(help="The role in which the reviewer decides; a lawyer is asked about places alone.")
    ] = Role.CHECKER,
    day: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of the decisions; today if left out.")
    ] = None,
) -> None:
    """Go through what is withheld, passage by passage: keep, remove or skip; shows clear text on the terminal."""
    on = (day or SystemClock().now()).date()
    opened = pipeline.open_review(file, pipeline.decided_into(asked, out), pipeline.Reviewer(person, on, key, role))
    for shown in opened.waiting():
        _show(shown)
        answer = _asked_for(shown)
        if answer == _STOP:
            break
        if answer != _SKIP:
            _decide(opened, shown, _KEYS[answer])
    say(f"Decisions are in {out}.")


def _show(shown: pipeline.Shown) -> None:
    sure = "sure; two people have to let it stand" if shown.is_sure else "the rule asks"
    place = "; a place, for which a lawyer decides as well" if shown.is_place else ""
    typer.echo(f"\n{shown.number} of {shown.of}: {shown.kind} ({shown.rule}; {sure}{place})\n{shown.reason}")
    typer.echo(f"...{shown.before}>>>{shown.passage}<<<{shown.after}...")


def _asked_for(shown: pipeline.Shown) -> str:
    while True:
        answer = str(typer.prompt(f"{shown.number}: k keep, r remove, s skip, q stop")).strip().lower()
        if answer in (*_KEYS, _SKIP, _STOP):
            return answer


def _decide(opened: pipeline.Review, shown: pipeline.Shown, outcome: ReviewOutcome) -> None:
    note = ""
    while opened.needs_note(outcome) and not pipeline.says_enough(note):
        note = str(typer.prompt("Why, in words that name nobody"))
    try:
        opened.decide(shown.proposal, outcome, note=note)
    except DecisionError as error:
        say(f"{error.what}. {error.remedy}")
        raise
