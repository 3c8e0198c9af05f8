"""Commands about statements that texts repeat."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from clerestory.cli.answer.listing import add_lists
from clerestory.cli.answer.options import PlaceDir
from clerestory.cli.answer.recording import add_act
from clerestory.cli.console import put
from clerestory.model.answers.acts.statements import AddSource, ConfirmStatement, EndStatement, MakeStatement
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.same.stating import repeated
from clerestory.study.answers import open_place

statement = typer.Typer(help="Statements that texts repeat: status, money, testimony.", no_args_is_help=True)
add_lists(statement, Kind.STATEMENT)
add_act(statement, "make", Kind.STATEMENT, MakeStatement)
add_act(statement, "source", Kind.STATEMENT, AddSource)
add_act(statement, "confirm", Kind.STATEMENT, ConfirmStatement)
add_act(statement, "end", Kind.STATEMENT, EndStatement)


@statement.command()
def repeat(
    folder: PlaceDir,
    subject: Annotated[str, typer.Argument(metavar="ID", help="Id of the statement.")],
    on: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day; today if left out.")] = None,
) -> None:
    """Print a statement as a text repeats it, with its date; refused where it may not be repeated on that day."""
    put(repeated(open_place(folder), subject, on=on.date() if on else None))
