"""Commands made of the forms of acts: each field is an option, with the words that pages show beside it."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.cli.console import say
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.study.answers import open_place


def add_act(group: typer.Typer, name: str, kind: Kind, act: type[AnswerAct]) -> None:
    """Add a command that records an act about a subject; its options are the fields of the act's form."""
    fields = {field: info for field, info in act.model_fields.items() if field != "act"}

    def command(folder: Path, subject: str, actor: str, **given: str) -> None:
        perform(open_place(folder), actor, kind, subject, _act_of(act, given))
        say(f"{kind.words} {subject}: {act.model_fields['act'].default}, on record")

    parameters = [
        _parameter("folder", PlaceDir),
        _parameter("subject", Annotated[str, typer.Argument(metavar="ID", help=f"Id of the {kind.words}.")]),
        *(_option(field, info) for field, info in fields.items()),
        _parameter("actor", Answering, PROGRAM),
    ]
    _shaped(command, parameters)
    group.command(name, help=inspect.getdoc(act))(command)


def _shaped(command: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Give a function the parameters that Typer reads."""
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # as PEP 362 has it
    command.__annotations__ = {one.name: one.annotation for one in parameters}


def _parameter(name: str, annotation: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _option(name: str, info: FieldInfo) -> inspect.Parameter:
    said = f"{info.title or name}.{f' {info.description}' if info.description else ''}"
    option = typer.Option(f"--{name.replace('_', '-')}", metavar=_metavar(info.annotation), help=said)
    return _parameter(name, Annotated[str, option], inspect.Parameter.empty if info.is_required() else "")


def _metavar(annotation: Any) -> str:
    """Say what an option takes: a day, a number, one of a few words, or a text."""
    parts = (annotation, *get_args(annotation))
    choice = next((one for one in parts if isinstance(one, type) and issubclass(one, Enum)), None)
    if choice is not None:
        words = "|".join(one.value for one in choice)
        return words if len(words) <= 60 else choice.__name__.upper()
    if dt.date in parts:
        return "YYYY-MM-DD"
    return "NUMBER" if int in parts else "TEXT"


def _act_of(act: type[AnswerAct], given: dict[str, str]) -> AnswerAct:
    """Make an act of the options that were given; a fault is that of an option, and repeats no value."""
    said = {name: value for name, value in given.items() if value != ""}
    try:
        return act.model_validate(said)
    except ValidationError as error:
        one = error.errors(include_url=False, include_input=False)[0]
        name = str(one["loc"][0]).replace("_", "-") if one["loc"] else ""
        what = one["msg"].removeprefix("Value error, ")
        raise typer.BadParameter(what, param_hint=f"--{name}" if name else None) from None
