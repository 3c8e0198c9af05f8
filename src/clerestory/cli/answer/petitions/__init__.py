"""The group `answer petition`: what was asked, each version of the answer, and what is told of it."""

import typer

from clerestory.cli.answer.petitions.acting import ask, clear, debate, decide, given, import_, respond, send
from clerestory.cli.answer.petitions.telling import check, history, listed, notice, pack, show

petition = typer.Typer(help="Petitions: import, answer, account for.", no_args_is_help=True)
petition.command("import")(import_)
petition.command("list")(listed)
for command in (show, ask, check, respond, clear, send, given, decide, debate, history, pack, notice):
    petition.command()(command)

__all__ = ["petition"]
