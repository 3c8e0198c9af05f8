"""Groups of commands, each imported when it is asked for: a command waits for its own stage alone."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer.main
from typer.core import TyperGroup

# In the order of the help; the module of each is named as the group is.
# The last is a command alone, which brings the web with it.
GROUPS = (
    "collect",
    "share",
    "link",
    "analyse",
    "interviews",
    "protect",
    "review",
    "publish",
    "answer",
    "recall",
    "ledger",
    "desk",
    "serve",
)


class Groups(TyperGroup):
    """The commands of the application itself and the groups.

    Contexts and commands are those of the click that Typer carries within, whose types it does not publish.
    """

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names, commands first."""
        return [*super().list_commands(ctx), *GROUPS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Give a command, or a group with its module imported."""
        if cmd_name not in GROUPS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"clerestory.cli.{cmd_name}")
        around = typer.Typer(rich_markup_mode=None)  # as the application's, so that all help looks the same
        named = getattr(module, cmd_name)
        if isinstance(named, typer.Typer):
            around.add_typer(named, name=cmd_name)
        else:
            around.callback()(lambda: None)  # without one, Typer would make the only command the whole
            around.command(cmd_name)(named)
        return typer.main.get_group(around).commands[cmd_name]
