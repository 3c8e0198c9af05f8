"""The group `answer request`: requests for information and questions in Parliament."""

import typer

from clerestory.cli.answer.requests import answering, clocks, reviewing, showing

request = typer.Typer(help="Requests for information, and questions in Parliament.", no_args_is_help=True)
for name, command in (
    *answering.COMMANDS.items(),
    *clocks.COMMANDS.items(),
    *reviewing.COMMANDS.items(),
    *showing.COMMANDS.items(),
):
    request.command(name)(command)

__all__ = ["request"]
