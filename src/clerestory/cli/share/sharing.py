"""The commands of sharing."""

from __future__ import annotations

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.cli.share.answers import answer_json, answer_text, fields_of
from clerestory.cli.share.rights import rights
from clerestory.model.law import Basis, GiverKind, Purpose, Subjects
from clerestory.share import Duty, Question, read_toml
from clerestory.share.drafts.documents import DocumentKind
from clerestory.share.drafts.guidance import PageFormat, guidance_page
from clerestory.study import write_atomically

share = typer.Typer(help="The law of sharing, written down; and names that never leave.", no_args_is_help=True)
share.add_typer(rights, name="rights")

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
Kind = Annotated[GiverKind | None, typer.Option("--giver", help="What kind of body gives.")]
For = Annotated[Purpose | None, typer.Option("--purpose", help="What it is for.")]
About = Annotated[Subjects | None, typer.Option("--about", help="Whom it is about; suspects are also the convicted.")]
Required = Annotated[Duty | None, typer.Option("--duty", help="Whether the law requires it.")]
Out = Annotated[Path | None, typer.Option("--out", help="A file to write; by default standard output.")]
_Choice = TypeVar("_Choice", bound=Enum)


@share.command()
def pick(
    giver: Kind = None,
    purpose: For = None,
    about: About = None,
    duty: Required = None,
    named: Annotated[list[Basis] | None, typer.Option("--named", help="A code you want to rely on; repeat it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Give the one gateway for sharing, with its sections; refuses a wrong one that is named, and says why."""
    question = Question(
        _asked(giver, GiverKind, "--giver", "What kind of body gives"),
        _asked(purpose, Purpose, "--purpose", "What is it for"),
        _asked(about, Subjects, "--about", "Whom is it about"),
        _asked(duty, Duty, "--duty", "Does the law require it"),
    )
    answer = pipeline.pick_gateway(question, frozenset(named or ()))
    put(json.dumps(answer_json(answer), indent=2) if as_json else answer_text(answer))


@share.command()
def account(study: StudyDir) -> None:
    """Print the account of sharing: under which records givers share, and what went back to them."""
    sys.stdout.write(pipeline.sharing_account(study))


@share.command()
def record(
    study: StudyDir,
    provider: Annotated[str, typer.Option(help="Code of the giver, as its folder has it or with colons.")] = "",
    answers: Annotated[Path | None, typer.Option(help="A TOML file with the fields of a record.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Check every record and write nothing.")] = False,  # noqa: FBT002 - an option is a flag
    not_to_share: Annotated[bool, typer.Option("--not-to-share", help="Record a decision not to share.")] = False,  # noqa: FBT002 - an option is a flag
    giver: Kind = None,
    purpose: For = None,
    about: About = None,
    duty: Required = None,
    field: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=TEXT", help="A field, such as steps.objective=...; repeat it."),
    ] = None,
) -> None:
    """Write the record of a decision to share, or check all records; an earlier record is kept."""
    if check:
        for line in pipeline.check_sharing(study):
            put(line)
        say("Every record holds; the lines above, if any, are to be answered.")
        return
    question = Question(giver, purpose, about, duty) if giver and purpose and about and duty else None
    partly = (giver or purpose or about or duty) and not (question or not_to_share)
    if partly or not (answers or not_to_share or question):
        raise typer.BadParameter("give --answers, or --giver, --purpose, --about and --duty, all four")
    given = {**(read_toml(answers) if answers else {}), **({"provider": provider} if provider else {})}
    refused = (giver, purpose) if not_to_share else None
    put(str(pipeline.record_sharing(study, fields_of(given, question, not_shared=refused, sets=field or []))))


@share.command()
def notice(study: StudyDir, out: Out = None) -> None:
    """Draft the privacy notice; what nobody has decided stands there as TO DECIDE."""
    _document(study, DocumentKind.NOTICE, out)


@share.command()
def assessment(study: StudyDir, out: Out = None) -> None:
    """Draft the data protection impact assessment; what nobody has decided stands there as TO DECIDE."""
    _document(study, DocumentKind.ASSESSMENT, out)


@share.command()
def policy(study: StudyDir, out: Out = None) -> None:
    """Draft the appropriate policy document; what nobody has decided stands there as TO DECIDE."""
    _document(study, DocumentKind.POLICY, out)


@share.command()
def guidance(
    audience: Annotated[GiverKind | None, typer.Option(help="For one kind of body; by default for all.")] = None,
    html: Annotated[bool, typer.Option("--html", help="A page that prints on one sheet of A4.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Print what a practitioner needs to know on one page: you may share to protect a child; here is how."""
    put(guidance_page(PageFormat.HTML if html else PageFormat.MARKDOWN, audience).rstrip("\n"))


def _document(study: Path, kind: DocumentKind, out: Path | None) -> None:
    draft = pipeline.draft_of(study, kind)
    if out:
        write_atomically(out, draft.text)
        put(str(out))
    else:
        put(draft.text.rstrip("\n"))
    say(f"{draft.gaps} gap(s) to decide")


def _asked(given: _Choice | None, choices: type[_Choice], option: str, words: str) -> _Choice:
    """Give an option, or ask for it where somebody sits at a terminal."""
    if given is not None:
        return given
    names = [choice.value for choice in choices]
    if not sys.stdin.isatty():
        raise typer.BadParameter(f"is missing; one of {', '.join(names)}", param_hint=option)
    said = ""
    while said not in names:
        said = typer.prompt(f"{words}? ({', '.join(names)})", err=True)
    return choices(said)
