"""The command by which a reviewer goes through the passages of texts and documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, put, say
from clerestory.cli.protect.redaction_options import tell_failed, with_redaction
from clerestory.clock import SystemClock
from clerestory.errors import DecisionError
from clerestory.model.commission import Role
from clerestory.model.redaction.review import ReviewOutcome

_KEYS = {"k": ReviewOutcome.KEEP, "r": ReviewOutcome.REMOVE}
Listed = Annotated[bool, typer.Option("--json", help="List what waits, in clear, as JSON, and ask nothing.")]
_SKIP, _STOP = "s", "q"


@with_redaction
def review(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The text or document, or a folder of them.", exists=True)
    ],
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
    answers: Annotated[
        Path | None, typer.Option(help="Sign the answers of this JSON file and ask nothing.", exists=True)
    ] = None,
    as_json: Listed = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Go through what is withheld, passage by passage: keep, remove or skip; shows clear text on the terminal."""
    on = (day or SystemClock().now()).date()
    into, who = pipeline.decided_into(asked, out), pipeline.Reviewer(person, on, key, role)
    with Bar() as bar:
        opened = pipeline.open_review(file, into, who, progress=bar)
    tell_failed(opened.failed)
    if answers is not None:
        say(f"Decisions signed: {opened.decide_all(pipeline.read_answers(answers)):,}.")
    if as_json:
        put(json.dumps(_listed(opened.waiting())))
    elif answers is None:
        _go_through_until_it_ends(opened)
    if out.exists():
        say(f"Decisions are in {out}.")


def _go_through_until_it_ends(opened: pipeline.Review) -> None:
    try:
        _go_through(opened)
    except typer.Abort:  # the input ended, or the reviewer broke off; every decision is kept as it is made
        say("\nStopped. Give the same command again to go on.")


def _go_through(opened: pipeline.Review) -> None:
    document = ""
    for shown in opened.waiting():
        if shown.document != document:
            typer.echo(f"\n{shown.document}")
        document = shown.document
        _show(shown)
        answer = _asked_for(shown)
        if answer == _STOP:
            return
        if answer != _SKIP:
            _decide(opened, shown, _KEYS[answer])


def _listed(waiting: Iterable[pipeline.Shown]) -> dict[str, object]:
    """Give what waits by document, for the program of a reviewer."""
    documents: dict[str, list[dict[str, object]]] = {}
    for shown in waiting:
        passage = asdict(shown)
        documents.setdefault(str(passage.pop("document")), []).append(passage)
    return {"documents": [{"document": name, "passages": passages} for name, passages in documents.items()]}


def _show(shown: pipeline.Shown) -> None:
    sure = "sure; two people have to let it stand" if shown.is_sure else "the rule asks"
    place = "; a place, for which a lawyer decides as well" if shown.is_place else ""
    typer.echo(f"\n{shown.number} of {shown.of}, {shown.place}: {shown.kind} ({shown.rule}; {sure}{place})")
    typer.echo(shown.reason)
    if shown.passage:
        typer.echo(f"...{shown.before}>>>{shown.passage}<<<{shown.after}...")
    else:
        typer.echo("Look at the source there.")


def _asked_for(shown: pipeline.Shown) -> str:
    while True:
        answer = str(typer.prompt(f"{shown.number}: k keep, r remove, s skip, q stop")).strip().lower()
        if answer in (*_KEYS, _SKIP, _STOP):
            return answer


def _decide(opened: pipeline.Review, shown: pipeline.Shown, outcome: ReviewOutcome) -> None:
    note = ""
    while opened.needs_note(outcome) and not pipeline.says_enough(note):
        note = str(typer.prompt("Why, in words that name nobody"))
        if not opened.may_note(note):
            say("That would be withheld from a text: say it without names, dates and numbers.")
            note = ""
    try:
        opened.decide(shown.proposal, outcome, note=note)
    except DecisionError as error:
        say(f"{error.what}. {error.remedy}")
        raise
