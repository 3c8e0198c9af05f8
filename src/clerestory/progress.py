"""How long work reports where it is; the command line draws it, tests record it, the core never prints."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What long work calls: a stage begins with its number of steps, and steps are done."""

    def begin(self, stage: str, total: int) -> None:
        """Begin ``stage``, which has ``total`` steps."""

    def advance(self, steps: int = 1) -> None:
        """Count ``steps`` of the current stage as done."""


class Silent:
    """A progress that nobody watches."""

    def begin(self, stage: str, total: int) -> None:
        """Do nothing."""

    def advance(self, steps: int = 1) -> None:
        """Do nothing."""


SILENT: Progress = Silent()
