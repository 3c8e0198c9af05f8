"""The group `answer`: petitions, letters, requests and promises, and what people are told of them."""

import typer

from clerestory.cli.answer import texts
from clerestory.cli.answer.commission import commission
from clerestory.cli.answer.commitment import commitment
from clerestory.cli.answer.event import event
from clerestory.cli.answer.guidance import guidance
from clerestory.cli.answer.letters import letter
from clerestory.cli.answer.letters.reading import promises
from clerestory.cli.answer.performance import performance
from clerestory.cli.answer.petitions import petition
from clerestory.cli.answer.record import load, prepare, start, verify
from clerestory.cli.answer.requests import request
from clerestory.cli.answer.statement import statement
from clerestory.cli.answer.watch import watch

answer = typer.Typer(help="Petitions, letters, requests and promises.", no_args_is_help=True)
for command in (start, load, verify, prepare, performance):
    answer.command()(command)
answer.command("check-text")(texts.check)
answer.command("template")(texts.template)
answer.add_typer(request, name="request")
answer.command()(promises)
answer.add_typer(letter, name="letter")
answer.add_typer(commitment, name="commitment")
answer.add_typer(watch, name="watch")
answer.add_typer(guidance, name="guidance")
answer.add_typer(statement, name="statement")
answer.add_typer(commission, name="commission")
answer.add_typer(event, name="event")
answer.add_typer(petition, name="petition")

__all__ = ["answer"]
