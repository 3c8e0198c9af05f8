"""What the commands of petitions share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import ValidationError

from clerestory.model.answers.acts.common import AnswerAct

A = TypeVar("A", bound=AnswerAct)

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The petition's number on the site.", min=1)]
OfVersion = Annotated[int, typer.Option("--version", help="Which version of the answer.", min=1)]
ResponseFile = Annotated[
    Path, typer.Argument(metavar="RESPONSE.toml", help="The response as it is written.", exists=True, dir_okay=False)
]
Why = Annotated[str, typer.Option(help="Why, in words.")]
OnDay = Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])]
PerhapsDay = Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def made(act: type[A], **said: Any) -> A:
    """Give an act of what was said on the command line; what does not fit is told as a bad argument."""
    try:
        return act.model_validate(said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(map(str, first["loc"])) or "what was said"
        raise typer.BadParameter(f"{name}: {first['msg'].removeprefix('Value error, ')}") from None


def day_of(said: dt.datetime | None) -> dt.date | None:
    """Give the day of an option."""
    return said.date() if said else None
