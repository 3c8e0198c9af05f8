"""The group `answer commitment`: the ledger of promises."""

import typer

from clerestory.cli.answer.commitment import changing, keeping, making, showing

commitment = typer.Typer(
    help="The ledger of promises: who keeps what by when, and what shows it.", no_args_is_help=True
)
for name, command in (
    *making.COMMANDS.items(),
    *changing.COMMANDS.items(),
    *keeping.COMMANDS.items(),
    *showing.COMMANDS.items(),
):
    commitment.command(name)(command)

__all__ = ["commitment"]
