"""What the command line says and draws, all of it on standard error."""

from __future__ import annotations

import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from clerestory.errors import ClerestoryError, StorageError
from clerestory.study.writing import PARTIAL

_QUIET_SECONDS = 1.0  # work that ends sooner draws nothing


@contextmanager
def interrupted_by_end() -> Iterator[None]:
    """Let a request to end (SIGTERM) end what is under way as an error does, so that it clears up behind it."""
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


class Bar:
    """Draws progress on a terminal; elsewhere it draws nothing."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: TaskID | None = None
        self._began = time.monotonic()
        self._drawn = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            self._bar.stop()

    def begin(self, stage: str, total: int) -> None:
        """Begin ``stage``, which has ``total`` steps."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(stage, total=total)
        self._draw()

    def advance(self, steps: int = 1) -> None:
        """Count ``steps`` of the current stage as done."""
        if self._task is not None:
            self._bar.advance(self._task, steps)
        self._draw()

    def _draw(self) -> None:
        if not self._drawn and sys.stderr.isatty() and time.monotonic() - self._began > _QUIET_SECONDS:
            self._bar.start()
            self._drawn = True


def say(text: str) -> None:
    """Tell a person something."""
    sys.stderr.write(text + "\n")


def say_error(error: ClerestoryError) -> None:
    """Tell a person what is wrong, where, and what to do; a name of a file that others made steers no terminal."""
    text = f"{error.heading}.\n{error.where}: {error.what}\n{error.remedy}"
    say("".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text))


def unusable(error: OSError) -> StorageError:
    """Give an error of the file system in our own words, about the file as it would be called when it is whole."""
    return StorageError(
        (error.strerror or type(error).__name__).lower(),
        where=str(error.filename or "a file").replace(PARTIAL, ""),
        remedy="Mend that and give the same command again; it goes on where it stopped.",
    )


def fault_of_program(error: Exception) -> str:
    """Say where a fault of the program lies, without its message: that may quote a value."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f"  {Path(f.filename).name}, line {f.lineno}, in {f.name}" for f in frames if "clerestory" in f.filename]
    return "\n".join(
        [
            f"A fault of the program ({type(error).__name__}); nothing was published.",
            *ours[-6:],
            "Please report these lines; they hold no data. The same command goes on where it stopped.",
        ]
    )


def put(text: str) -> None:
    """Give data."""
    sys.stdout.write(text + "\n")


def one_line(text: str) -> str:
    """Give a text of a file on one line, without signs that could steer a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
