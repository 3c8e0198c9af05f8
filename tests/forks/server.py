"""Import the product once, and fork for each command that a client brings; ends with its standard input.

Nothing is computed here before a fork, so that no library has threads of its own that a fork would lose.
"""

from __future__ import annotations

import atexit
import gc
import os
import pkgutil
import select
import socket
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from runpy import run_path

import clerestory.cli
from clerestory.cli.app import main

# What the product imports where it is used.
LATER = (
    "cryptography.hazmat.primitives.asymmetric.ed25519", "duckdb", "highspy", "jinja2", "markdown_it",
    "matplotlib.backends.backend_svg", "matplotlib.figure", "pyarrow.parquet", "scipy.optimize",
    "typst", "xlsxwriter",
)  # fmt: skip


def load() -> None:
    from clerestory import pipeline

    for module in pkgutil.walk_packages(clerestory.cli.__path__, "clerestory.cli."):
        import_module(module.name)
    for name in pipeline.__all__:
        getattr(pipeline, name)
    for name in LATER:
        import_module(name)
    gc.freeze()  # so that no fork copies what it never uses


def serve(address: str) -> None:
    """Take clients until the input ends; comes back in a fork alone, which is to run the command."""
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address)
        door.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while door in select.select([door, sys.stdin], [], [])[0]:
            client, _ = door.accept()
            if os.fork() == 0:
                return attend(client)
            client.close()
            reap()
    os._exit(0)


def reap() -> None:
    """Let go of forks that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def attend(client: socket.socket) -> None:
    """Become the command of a client in a fork of this fork, which stays to tell how the command ended."""
    head, streams, _, _ = socket.recv_fds(client, 8, 4)
    length, data = int.from_bytes(head, "big"), b""
    while len(data) < length:
        data += client.recv(length - len(data))
    command = os.fork()
    if command:
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(command, 0)
        client.sendall(str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)
    client.close()
    become(data.decode("utf-8", "surrogateescape").split("\0"), streams)


def become(asked: list[str], streams: list[int]) -> None:
    """Take over the words, variables, streams and folder of the client."""
    *ends, folder = streams
    for number, stream in enumerate(ends):
        os.dup2(stream, number)
        os.close(stream)
    os.fchdir(folder)
    os.close(folder)
    count = 1 + int(asked[0])
    sys.argv = ["-c", *asked[1:count]]
    os.environ.clear()
    os.environ.update(variable.split("=", 1) for variable in asked[count:])


def run() -> int:
    """Run the command, or the program of ``--program FILE``; gives the exit code as the interpreter would."""
    try:
        if sys.argv[1:2] == ["--program"]:
            del sys.argv[:2]
            run_path(sys.argv[0], run_name="__main__")
        else:
            main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    load()
    serve(sys.argv[1])
    code = run()  # in a fork; taking the interpreter down would cost more than most commands
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code)
