"""The command line: parse, call one use case, print; data to standard output, talk to standard error."""

from clerestory.cli.app import main

__all__ = ["main"]
