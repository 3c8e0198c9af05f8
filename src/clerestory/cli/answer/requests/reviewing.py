"""Commands for what comes after an answer: corrections, reviews, notes, erasure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from clerestory.cli.answer.options import Answering, ByPerson, PlaceDir
from clerestory.cli.answer.requests.options import Reference, Why, Words, act_said, day, do
from clerestory.cli.console import put
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import requests as acts
from clerestory.pipeline.answering.requests.recording import erase_asker
from clerestory.study.answers import open_place


def correct(
    folder: PlaceDir,
    reference: Reference,
    found: Annotated[dt.datetime, day("When it was found.")],
    until: Annotated[dt.datetime, day("When the correction comes.")],
    reason: Annotated[str, typer.Option(help="What was wrong; public.")],
    actor: Answering = PROGRAM,
) -> None:
    """Correct an answer to Parliament: another is due, pursuant to it."""
    do(folder, reference, actor, act_said(acts.CorrectAnswer, found=found, until=until, reason=reason))


def review(
    folder: PlaceDir,
    reference: Reference,
    received: Annotated[dt.datetime, day("When it was asked for.")],
    about: Words,
    late: Annotated[str, typer.Option(help="Why it is taken after the days for it.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Put on record that an internal review is asked for."""
    do(folder, reference, actor, act_said(acts.AskReview, received=received, about=about, late=late))


def extend_review(
    folder: PlaceDir,
    reference: Reference,
    sent: Annotated[dt.datetime, day("When who asked was told.")],
    until: Annotated[dt.datetime, day("When it is decided.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Take more time for a review."""
    do(folder, reference, actor, act_said(acts.ExtendReview, sent=sent, until=until, reason=reason))


def decide(
    folder: PlaceDir,
    reference: Reference,
    decided: Annotated[dt.datetime, day("The day.")],
    outcome: Annotated[acts.ReviewOutcome, typer.Option(help="What becomes of the answer.")],
    reason: Why,
    actor: ByPerson,
    until: Annotated[dt.datetime | None, day("When the new answer comes, if one does.")] = None,
) -> None:
    """Decide a review; not by who had a part in the answer."""
    act = act_said(acts.DecideReview, decided=decided, outcome=outcome, reason=reason, until=until)
    do(folder, reference, actor, act)


def note(
    folder: PlaceDir,
    reference: Reference,
    body: Annotated[acts.OutsideBody, typer.Option(help="Who wrote or decided.")],
    on: Annotated[dt.datetime, day("The day.")],
    text: Annotated[str, typer.Option(help="What it says.")],
    theirs: Annotated[str, typer.Option(help="Its reference.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Note what the Commissioner, a tribunal or a committee wrote or decided."""
    act = act_said(acts.NoteRequest, body=body, day=on, reference=theirs, note=text)
    do(folder, reference, actor, act)


def erase(
    folder: PlaceDir,
    reference: Reference,
    on: Annotated[dt.datetime, day("The day.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Erase who asked and what they sent; what was asked and answered stays."""
    erase_asker(open_place(folder), actor, reference, act_said(acts.EraseAsker, day=on, reason=reason))
    put(f"{reference}: who asked is erased")


COMMANDS: Mapping[str, Callable[..., None]] = {
    "correct": correct,
    "review": review,
    "extend-review": extend_review,
    "decide": decide,
    "note": note,
    "erase": erase,
}
