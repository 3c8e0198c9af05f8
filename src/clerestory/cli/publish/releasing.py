"""Commands of a release between its gates and the public: the signature, and the key that checks it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say

PASSWORD = "CLERESTORY_KEY_PASSWORD"  # noqa: S105 - the name of a variable, not a password
StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]


def sign(
    study: StudyDir,
    person: Annotated[str, typer.Option(help="Your id in study.toml.")],
    key: Annotated[
        Path,
        typer.Option(
            help=f"Your secret key file, of `review keys` or minisign; its password is asked for, or in ${PASSWORD}.",
            exists=True,
            dir_okay=False,
        ),
    ],
) -> None:
    """Sign the release that both gates passed and that waits; it comes out at once, or when its time has come."""
    outlook = pipeline.sign_waiting(study, person, key_file=key, password=_password)
    for line in outlook.lines:
        say(line)


def access(
    study: StudyDir,
    post: Annotated[str, typer.Option(help="A post on the list [[release.access]] of study.toml.")],
) -> None:
    """Show the signed release to a post on its list, in the 24 hours before it is published; the ledger notes it."""
    page = pipeline.read_early(study, post)
    say("The reading is in the ledger. Until the publication nothing of it may be passed on. Read:")
    put(str(page))


def key(study: StudyDir) -> None:
    """Print the public key file that checks the last signed release, for minisign and `clerestory verify`."""
    put(pipeline.signing_key(study).rstrip())


def _password() -> str:
    asked: str = os.environ.get(PASSWORD) or typer.prompt("Password of the key", hide_input=True, err=True)
    return asked
