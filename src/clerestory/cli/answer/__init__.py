"""The group `answer`: petitions, letters, requests and promises, and what people are told of them."""

import typer

from clerestory.cli.answer.letters import letter
from clerestory.cli.answer.performance import performance
from clerestory.cli.answer.record import load, prepare, start, verify

answer = typer.Typer(help="Petitions, letters, requests and promises.", no_args_is_help=True)
for command in (start, load, verify, prepare, performance):
    answer.command()(command)
answer.add_typer(letter, name="letter")

__all__ = ["answer"]
