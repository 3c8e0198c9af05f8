"""The command that serves the pages of a study."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.console import say
from clerestory.web.service.server import serve as serve_pages
from clerestory.web.service.serving import Serving, Zone, with_environment

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
AtZone = Annotated[Zone, typer.Option(help="The desk, which opens nothing of the vault; or the vault.")]
AtPort = Annotated[int, typer.Option(help="The port to listen at.", min=1, max=65535)]
AtOrigin = Annotated[
    str,
    typer.Option(
        metavar="URL", envvar="CLERESTORY_ORIGIN", help="What browsers call it, where another server speaks https."
    ),
]
Demo = Annotated[bool, typer.Option("--demo", help="Sign in as anybody by a button; made-up or published cases alone.")]


def served(
    study: Path,
    zone: Zone,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    origin: str = "",
    demo: bool = False,
) -> Serving:
    """Give what is served, with the database, the way of mail and the sign-in that the environment names."""
    return with_environment(Serving(study, zone, host, port, origin, demo=demo), os.environ)


def serve(
    study: StudyDir,
    zone: AtZone = Zone.DESK,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: AtPort = 8000,
    origin: AtOrigin = "",
    demo: Demo = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Serve the pages of the desk or of the vault, until Ctrl-C. DATABASE_URL names a PostgreSQL database."""
    serve_pages(served(study, zone, host=host, port=port, origin=origin, demo=demo), tell=say)
