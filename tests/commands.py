"""The command line for tests: a command is a process of its own, forked from one that has imported the product already.

Importing takes a command seconds, and the tests give hundreds of commands. The first command of a process of tests
starts a server that imports the product; each command is then a fork of it, with its own folder, environment, streams,
exit code and memory, as a command of a shell has them. What a fresh interpreter alone can show (a kill midway, what is
imported, a variable that a library reads as it is imported) is tested with ``COMMAND``.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

COMMAND = [sys.executable, "-c", "from clerestory.cli import main; main()"]
PATIENCE = 1800  # seconds, for what may hang: no test fails because the machine is busy
_FORKS = Path(__file__).parent / "forks"


def clerestory(*words: object, check: bool = False, **options) -> subprocess.CompletedProcess[str]:
    """Give a command and wait for its end; ``options`` are those of ``subprocess.run``."""
    command = [*forked(), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=check, **options)


def program(file: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a program that changes the product before it runs it, in a process like those of ``clerestory``."""
    return clerestory("--program", file, *words)


def install(clone: Path) -> Path:
    """Put the command where `make setup` leaves it in a clone, for pages that are followed literally in sh."""
    command = clone / ".venv" / "bin" / "clerestory"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {" ".join(forked())} "$@"\n')
    command.chmod(0o755)
    return clone


@cache
def forked() -> list[str]:
    """The words that give a command to the server of this process of tests, which ends with it."""
    folder = tempfile.mkdtemp(prefix="clerestory-tests-")
    address = f"{folder}/door"
    server = subprocess.Popen(
        [sys.executable, _FORKS / "server.py", address], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(_end, server, folder)
    if server.stdout.readline() != b"ready\n":
        raise RuntimeError("the server of commands did not start; its own words stand above")
    return [sys.executable, "-S", "-E", str(_FORKS / "client.py"), address]


def _end(server: subprocess.Popen[bytes], folder: str) -> None:
    server.communicate()  # the end of its input is the end of its work
    shutil.rmtree(folder)
