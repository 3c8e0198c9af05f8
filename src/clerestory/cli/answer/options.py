"""What the commands of answers share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

PlaceDir = Annotated[
    Path, typer.Argument(metavar="DIR", help="A study, or a folder with answers.toml.", exists=True, file_okay=False)
]
Answering = Annotated[
    str, typer.Option("--actor", help="Who acts: an id of [[people]]; by default the program itself.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
