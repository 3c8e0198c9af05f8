"""The group `answer letter`: the register of letters, from receipt to reply."""

from collections.abc import Callable

import typer

from clerestory.cli.answer.letters import documents, ending, finding, reading, receiving, replying

letter = typer.Typer(help="The register of letters: received, assigned, answered, ended.", no_args_is_help=True)
COMMANDS: dict[str, Callable[..., None]] = {
    **receiving.COMMANDS,
    **replying.COMMANDS,
    **ending.COMMANDS,
    **finding.COMMANDS,
    **reading.COMMANDS,
    **documents.COMMANDS,
}
for name, command in COMMANDS.items():
    letter.command(name)(command)

__all__ = ["letter"]
