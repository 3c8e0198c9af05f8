"""A throw-away PostgreSQL on a unix socket, as Debian installs it, run by its own user since it refuses root."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

_USER = "postgres"


def programs() -> Path | None:
    """The folder of Debian's newest PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def cluster() -> Iterator[Path]:
    """The folder of the socket of a running server whose superuser is `desk` and asks for no password."""
    here = programs()
    if here is None or (os.getuid() == 0 and not shutil.which("setpriv")):
        pytest.skip("Debian's postgresql is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # the path of a socket is short
    if os.getuid() == 0:
        shutil.chown(folder, _USER, _USER)
    try:
        _run(here / "initdb", "-D", folder / "data", "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
        _run(here / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield folder
        finally:
            _run(here / "pg_ctl", "-D", folder / "data", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(socket: Path, name: str) -> str:
    """The address of a new, empty database."""
    _run(programs() / "createdb", "-h", socket, "-U", "desk", name)
    return f"postgresql://desk@/{name}?host={quote(str(socket), safe='')}"


def _run(*words: object) -> None:
    # A server keeps the streams that it was started with, so they are not pipes of ours.
    as_user = ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.getuid() == 0 else []
    subprocess.run(
        [*as_user, *map(str, words)], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/"
    )
