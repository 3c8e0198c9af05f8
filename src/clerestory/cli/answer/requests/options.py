"""What the commands of requests share: their arguments, and how an act is made of what was said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from clerestory.cli.console import put
from clerestory.errors import AnswerError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.calendar import date_text
from clerestory.pipeline.answering.requests.listed import due_of
from clerestory.pipeline.answering.requests.recording import do_to_request
from clerestory.study.answers import open_place

A = TypeVar("A", bound=AnswerAct)
_DAY_FORM = ["%Y-%m-%d"]

Reference = Annotated[str, typer.Argument(metavar="REFERENCE", help="Its own reference, such as FOI-2026-0001.")]
Why = Annotated[str, typer.Option(help="Why, in a sentence.")]
Words = Annotated[str, typer.Option(help="In neutral words that name nobody.")]


def day(text: str) -> typer.models.OptionInfo:
    """Give an option that takes a day."""
    option: typer.models.OptionInfo = typer.Option(help=text, formats=_DAY_FORM)
    return option


def act_said(kind: type[A], **fields: Any) -> A:
    """Make an act of what was said; a moment of an option is its day.

    Raises
    ------
    AnswerError
        If a field does not hold, naming it and never repeating it.
    """
    said = {name: one.date() if isinstance(one, dt.datetime) else one for name, one in fields.items()}
    try:
        return kind.model_validate(said)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, one['loc'])) or 'as a whole'}: {one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_url=False, include_input=False)
        )
        name = str(kind.model_fields["act"].default)
        remedy = "docs/reference/answer-requests.md has the fields. Nothing was recorded."
        raise AnswerError(faults, where=name, remedy=remedy) from None


def do(folder: Path, reference: str, person: str, act: acts.RequestAct) -> None:
    """Do an act about a request, and say where it stands then."""
    place = open_place(folder)
    request = do_to_request(place, person, reference, act)
    due = due_of(place, request)
    put(f"{reference}: {request.state.value}{f', due on {date_text(due)}' if due else ''}")
