"""Commands that move a promise on without keeping it, and those that correct the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from clerestory.cli.answer.commitment.options import CommitmentId, Happened, Why, day_option, done, formed
from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import commitments as acts


def date(
    folder: PlaceDir,
    subject: CommitmentId,
    due: Annotated[
        dt.datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="DAY", help="The day by which it is kept.")
    ],
    said_on: Annotated[dt.datetime, day_option("--said-on", "The day on which that was said.")],
    reason: Why,
    when: Annotated[str, typer.Option(help="As it was said.")] = "",
    actor: Answering = PROGRAM,
) -> None:
    """Give it its day, or another one; the earlier days stay in the ledger."""
    act = formed(acts.DateCommitment, due=due, said_on=said_on, due_words=when, reason=reason)
    done(folder, actor, subject, act)


def progress(
    folder: PlaceDir, subject: CommitmentId, happened: Happened, reason: Why, actor: Answering = PROGRAM
) -> None:
    """Tell what was done for it so far: that is the reason."""
    done(folder, actor, subject, formed(acts.ReportProgress, happened=happened, reason=reason))


def trigger(
    folder: PlaceDir,
    subject: CommitmentId,
    decision: Annotated[str, typer.Option(help="What was decided.")],
    decided: Annotated[dt.datetime, day_option("--on", "The day of the decision.")],
    reason: Why,
    met: Annotated[bool, typer.Option("--met/--not-met", help="Whether the condition is met.")],
    due: Annotated[
        dt.datetime | None, day_option("--due", "When it is kept; if not met, when the condition is looked at again.")
    ] = None,
    actor: Answering = PROGRAM,
) -> None:
    """Say whether what it hangs on has happened, and what was decided."""
    act = formed(acts.JudgeCondition, is_met=met, decision=decision, decided=decided, due=due, reason=reason)
    done(folder, actor, subject, act)


def supersede(
    folder: PlaceDir,
    subject: CommitmentId,
    successor: Annotated[str, typer.Argument(help="Id of the commitment that takes its place.")],
    happened: Happened,
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Let another commitment of the ledger take its place."""
    done(
        folder, actor, subject, formed(acts.SupersedeCommitment, successor=successor, happened=happened, reason=reason)
    )


def break_(
    folder: PlaceDir, subject: CommitmentId, happened: Happened, reason: Why, actor: Answering = PROGRAM
) -> None:
    """Record that it was broken."""
    done(folder, actor, subject, formed(acts.BreakCommitment, happened=happened, reason=reason))


def drop(folder: PlaceDir, subject: CommitmentId, happened: Happened, reason: Why, actor: Answering = PROGRAM) -> None:
    """Record that it was withdrawn."""
    done(folder, actor, subject, formed(acts.DropCommitment, happened=happened, reason=reason))


def amend(
    folder: PlaceDir,
    subject: CommitmentId,
    reason: Why,
    title: Annotated[str | None, typer.Option(help="The right title.")] = None,
    owner: Annotated[str | None, typer.Option(help="The post or body that keeps it.")] = None,
    actor: Answering = PROGRAM,
) -> None:
    """Correct title or owner; what stood there before stays in the history."""
    done(folder, actor, subject, formed(acts.AmendCommitment, title=title, owner=owner, reason=reason))


def set_aside(
    folder: PlaceDir,
    subject: CommitmentId,
    number: Annotated[int, typer.Argument(help="Of the change, as the history counts.")],
    reason: Why,
    actor: Answering = PROGRAM,
) -> None:
    """Set aside the last change, which was a mistake; it stays in the history."""
    done(folder, actor, subject, formed(acts.SetAside, number=number, reason=reason))


COMMANDS: Mapping[str, Callable[..., None]] = {
    "date": date,
    "progress": progress,
    "trigger": trigger,
    "supersede": supersede,
    "break": break_,
    "drop": drop,
    "amend": amend,
    "set-aside": set_aside,
}
