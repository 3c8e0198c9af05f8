"""Arguments and options that commands of interviews share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Why = Annotated[str, typer.Option(help="Why, in a sentence that names nobody; it stands in the ledger.")]
