"""The group `analyse`: one method at a time, each on one file, outside any study."""

import typer

from clerestory.cli.analyse.agreement import agreement
from clerestory.cli.analyse.network import network
from clerestory.cli.analyse.panel import panel
from clerestory.cli.analyse.scale import scale
from clerestory.cli.analyse.trend import trend
from clerestory.cli.analyse.typology import typology

analyse = typer.Typer(help="Methods of analysis, each on one file.", no_args_is_help=True)


@analyse.callback()
def about() -> None:
    """Methods of analysis, each on one file."""


for command in (scale, typology, panel, network, trend, agreement):
    analyse.command()(command)

__all__ = ["analyse"]
