"""The group `protect`: single tables, and extracts of records."""

import typer

from clerestory.cli.protect.checking import audit, verify
from clerestory.cli.protect.holding import hold
from clerestory.cli.protect.inspecting import inspect
from clerestory.cli.protect.microdata import microdata
from clerestory.cli.protect.protecting import ptable, table
from clerestory.cli.protect.redacting import document, text
from clerestory.cli.protect.reviewing import review
from clerestory.cli.protect.training import notes, train

protect = typer.Typer(help="Disclosure control of single tables, and of extracts of records.", no_args_is_help=True)
for command in (microdata, table, ptable, verify, audit, inspect):
    protect.command()(command)
protect.command()(hold)
protect.command()(text)
protect.command()(document)
protect.command()(review)
protect.command()(train)
protect.command()(notes)

__all__ = ["protect"]
