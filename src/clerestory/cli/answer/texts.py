"""Commands about texts that go out: checked, certified where the cases are, and begun from a template."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.letters.options import On, TextFile, day_of, text_of
from clerestory.cli.answer.options import Json, PlaceDir
from clerestory.cli.console import put, say
from clerestory.errors import AnswerTextError
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.written import CheckedText
from clerestory.pipeline.answering.texts.certificates import CertifyText
from clerestory.pipeline.answering.texts.checking import certify_text, check_text
from clerestory.pipeline.answering.texts.templating import fill_template, templates_of
from clerestory.study.answers import open_place

References = Annotated[
    list[str] | None,
    typer.Option("--reference", help="A reference that may stand in the text as it is; repeat for several."),
]


class Zone(Enum):
    """On which side a text is checked."""

    DESK = "desk"
    VAULT = "vault"


def check(
    folder: PlaceDir,
    text: TextFile,
    kind: Annotated[Kind, typer.Option(help="What the text answers.")] = Kind.LETTER,
    reference: References = None,
    zone: Annotated[Zone, typer.Option(help="`vault`: certify the text, as a lawyer, beside the cases.")] = Zone.DESK,
    on: On = None,
    person: Annotated[str, typer.Option(help="In the vault: your id in study.toml.")] = "",
    reason: Annotated[str, typer.Option(help="In the vault: why, in words that name nobody and no case.")] = "",
    until: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="In the vault: the last day on which it may go out."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="In the vault: your private key file; only made-up cases do without.", exists=True, dir_okay=False
        ),
    ] = None,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Check a text that goes out and print it, its references filled; with problems it ends with exit code 106."""
    place, words = open_place(folder), text_of(text)
    if zone is Zone.VAULT:
        said = CertifyText(person, reason, day_of(place, on), until.date() if until else None, key)
        put(str(certify_text(place, words, said, kind=kind, references=reference or ())))
        return
    checked = check_text(place, words, kind=kind, references=reference or (), on=day_of(place, on))
    _print(checked, as_json=as_json)
    if not checked.may_go_out:
        raise typer.Exit(AnswerTextError.exit_code)


def template(
    folder: PlaceDir,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which template; all are listed without one.")] = "",
    put_in: Annotated[
        list[str] | None, typer.Option("--with", metavar="SLOT=TEXT", help="What stands in a slot; repeat for several.")
    ] = None,
) -> None:
    """Print a template with its slots filled, or list the templates."""
    place = open_place(folder)
    if not name:
        put("\n".join(f"{one.name}: {one.title}" for one in templates_of(place).values()))
        return
    made = fill_template(place, name, dict(map(_slot, put_in or [])))
    put(made.text.rstrip("\n"))
    if made.missing:
        say(f"still to be filled: {', '.join(made.missing)}")


def _slot(said: str) -> tuple[str, str]:
    name, equals, text = said.partition("=")
    if not equals:
        raise typer.BadParameter("write SLOT=TEXT", param_hint="--with")
    return name.strip(), text.strip()


def _print(checked: CheckedText, *, as_json: bool) -> None:
    if as_json:
        put(json.dumps({"may_go_out": checked.may_go_out, **asdict(checked)}, indent=2))
        return
    put(checked.text)
    for problem in checked.problems:
        say(str(problem))
    for advice in checked.advice:
        say(f"{advice.where}, to look at: {advice.what}")
    say(_in_short(checked))


def _in_short(checked: CheckedText) -> str:
    cited = f"{len(checked.cells)} cells of release {checked.release}" if checked.release else "no release to cite from"
    found = f"{len(checked.problems)} problems" if checked.problems else "no problem: it may go out"
    return f"{found}; {cited}"
