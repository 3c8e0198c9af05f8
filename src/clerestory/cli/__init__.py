"""The command line: parse, call one use case, print; data to standard output, talk to standard error."""

import sys

INTERRUPTED = 130  # what shells expect of a program that was stopped by Ctrl-C


def main() -> None:
    """Run the command line; stopped at any moment, it ends without a traceback."""
    try:
        from clerestory.cli.app import main as run  # noqa: PLC0415 - takes a second, in which Ctrl-C may come

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


__all__ = ["main"]
