"""The commands of sharing."""

from __future__ import annotations

import typer

share = typer.Typer(help="The law of sharing, written down; and names that never leave.", no_args_is_help=True)
