"""The group `interviews`: coded transcripts of a study, from the protocol to what may be printed."""

import typer

from clerestory.cli.interviews.analysing import agree, matrix, saturation
from clerestory.cli.interviews.files import check, codebook, demo, erase, export, exposure, new
from clerestory.cli.interviews.quoting import decide, quotes, show

interviews = typer.Typer(help="Interviews of a study: protocol, consent, codings, quotes.", no_args_is_help=True)


@interviews.callback()
def about() -> None:
    """Interviews of a study: protocol, consent, codings, quotes."""


for command in (
    *(new, check, codebook, agree, matrix, saturation),
    *(quotes, show, decide, export, erase, exposure, demo),
):
    interviews.command()(command)

__all__ = ["interviews"]
