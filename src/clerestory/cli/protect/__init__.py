"""The group `protect`: single tables, and extracts of records."""

import typer

from clerestory.cli.protect.checking import audit, verify
from clerestory.cli.protect.inspecting import inspect
from clerestory.cli.protect.microdata import microdata
from clerestory.cli.protect.protecting import ptable, table

protect = typer.Typer(help="Disclosure control of single tables, and of extracts of records.", no_args_is_help=True)
for command in (microdata, table, ptable, verify, audit, inspect):
    protect.command()(command)

__all__ = ["protect"]
