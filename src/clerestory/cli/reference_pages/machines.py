"""States and transitions drawn and listed from the table that the program asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Protocol

from pydantic import BaseModel


class Arrow(Protocol):
    """One transition."""

    @property
    def before(self) -> Enum:
        """The state that it leads from."""

    @property
    def act(self) -> type[BaseModel]:
        """The act by which it happens."""

    @property
    def after(self) -> Enum:
        """The state that it leads to."""

    @property
    def when(self) -> str:
        """Which of several states one act leads to."""


def diagram(table: Iterable[Arrow], name_of: Callable[[Enum], str] = lambda state: str(state.value)) -> str:
    """Draw the transitions that change the state; those that do not stand in the table."""
    arrows = list(table)
    states = dict.fromkeys(state for one in arrows for state in (one.before, one.after))
    begin = {one.before for one in arrows} - {one.after for one in arrows if one.before is not one.after}
    lines = [f"  {_key(state)}: {name_of(state)}" for state in states if state not in begin]
    for one in arrows:
        if one.before is not one.after:
            before = "[*]" if one.before in begin else _key(one.before)
            lines.append(f"  {before} --> {_key(one.after)}: {_label(one)}")
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n"


def transitions(table: Iterable[Arrow], name_of: Callable[[Enum], str] = lambda state: str(state.value)) -> str:
    """List every transition."""
    rows = [f"| {name_of(one.before)} | {_label(one)} | {name_of(one.after)} |" for one in table]
    return "| state | act | then |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def _label(one: Arrow) -> str:
    return str(one.act.model_fields["act"].default) + (f" ({one.when})" if one.when else "")


def _key(state: Enum) -> str:
    return state.name.lower()
