"""Arguments and options that commands of interviews share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Out = Annotated[Path | None, typer.Option(help="Write what may leave here, as JSON; needs --why.", dir_okay=False)]
LeavesWhy = Annotated[str, typer.Option("--why", help="Why it leaves, in a sentence that names nobody.")]
Why = Annotated[str, typer.Option(help="Why, in a sentence that names nobody; it stands in the ledger.")]


def check_reason(out: Path | None, why: str) -> None:
    """Refuse what leaves without a reason."""
    if out and not why:
        raise typer.BadParameter("what leaves has a reason", param_hint="--why")
