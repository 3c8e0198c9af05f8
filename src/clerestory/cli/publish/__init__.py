"""The group `publish`: papers before the gates, releases on their way out, what stands in public, and workbooks."""

import typer

from clerestory.cli.publish.checklist import inspect
from clerestory.cli.publish.packs import check, pack, press
from clerestory.cli.publish.papers import assess, claims, notice, summaries
from clerestory.cli.publish.releasing import access, key, sign
from clerestory.cli.publish.standing import due, site
from clerestory.cli.publish.workbooks import spreadsheet

publish = typer.Typer(
    help="Papers before the gates, releases on their way out, what stands in public, and workbooks.",
    no_args_is_help=True,
)
for command in (
    claims,
    summaries,
    assess,
    notice,
    sign,
    key,
    access,
    press,
    pack,
    check,
    due,
    site,
    spreadsheet,
    inspect,
):
    publish.command()(command)

__all__ = ["publish"]
