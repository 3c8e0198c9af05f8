"""The group `answer`: petitions, letters, requests and promises, and what people are told of them."""

import typer

from clerestory.cli.answer import texts
from clerestory.cli.answer.letters import letter
from clerestory.cli.answer.record import load, prepare, start, verify

answer = typer.Typer(help="Petitions, letters, requests and promises.", no_args_is_help=True)
for command in (start, load, verify, prepare):
    answer.command()(command)
answer.command("check-text")(texts.check)
answer.command("template")(texts.template)
answer.add_typer(letter, name="letter")

__all__ = ["answer"]
