"""Who acts: the option that commands on a study share."""

from __future__ import annotations

from typing import Annotated

import typer

Actor = Annotated[
    str, typer.Option(help="Who acts, for the ledger: an id or post of study.toml; by default the program itself.")
]
