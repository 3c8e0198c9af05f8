"""What the commands about commitments share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from clerestory.cli.console import put
from clerestory.model.answers.acts.commitments import CommitmentAct
from clerestory.model.answers.commitments import Commitment
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import open_place

F = TypeVar("F", bound=BaseModel)

CommitmentId = Annotated[str, typer.Argument(metavar="ID", help="Of the commitment, as the list has it.")]
Why = Annotated[str, typer.Option("--reason", help="Why, in words; it is published.")]


def day_option(name: str, told: str) -> Any:
    """Give an option that takes a day."""
    return typer.Option(name, formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help=told)


Happened = Annotated[dt.datetime, day_option("--on", "The day on which it happened.")]


def formed(form: type[F], **said: Any) -> F:
    """Give a form of what was said; days of the command line have no time.

    Raises
    ------
    BadParameter
        If it does not hold, naming the field and never what was given.
    """
    plain = {name: value.date() if isinstance(value, dt.datetime) else value for name, value in said.items()}
    try:
        return form.model_validate(plain)
    except ValidationError as error:
        one = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, one["loc"]))
        what = one["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(f"{place}: {what}" if place else what) from None


def done(folder: Path, actor: str, subject: str, act: CommitmentAct) -> None:
    """Do an act, and print how the commitment stands after it."""
    put_state(perform(open_place(folder), actor, Kind.COMMITMENT, subject, act))


def put_state(commitment: Commitment) -> None:
    """Print the state of a commitment, and its day."""
    put(f"{commitment.state.value}\t{commitment.due.isoformat() if commitment.due else ''}")
