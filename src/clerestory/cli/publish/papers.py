"""What a writer asks of a paper before any gate, and what is weighed before it is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import put, say
from clerestory.model.wording.claims_form import claims_form


def claims(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    zone: Annotated[
        pipeline.Zone, typer.Option(help="Where protected tables are read; vault before gate protect has opened.")
    ] = pipeline.Zone.DESK,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold every claim of the paper against the bounds of the tables it cites; all faults are told at once."""
    found = pipeline.claims_of_study(study, zone)
    if as_json:
        put(claims_form(found).model_dump_json(indent=2))
        return
    for claim in found:
        put(f"line {claim.line}: {claim.verdict.value}. {claim.sentence}")
    say(f"{len(found)} claims; each holds as it is written.")


def summaries(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")],
    zone: Annotated[
        pipeline.Zone, typer.Option(help="Where protected tables are read; vault before gate protect has opened.")
    ] = pipeline.Zone.DESK,
) -> None:
    """Hold easy read, Welsh and other versions of the summary against the cells and the claims of the paper."""
    found = pipeline.summaries_of_study(study, zone)
    for of in found:
        ease = "" if of.ease is None else f", reading ease {of.ease:.0f}"
        put(f"{of.version.value}: {of.lines} lines{ease}{''.join(f'; {said}' for said in of.advice)}")
    say(f"{len(found)} versions; each says what the summary says.")


def assess(
    study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study whose draft is on the desk.")],
    template: Annotated[  # noqa: FBT002 - an option is a flag
        bool, typer.Option("--template", help="Write assessment.toml with a part for all that the paper prints.")
    ] = False,
) -> None:
    """Say what has still to be weighed before the release may be signed: effects, equality, tension, who was told."""
    if template:
        put(str(pipeline.write_assessment(study)))
        return
    weighed = pipeline.assess(study)
    say(f"{weighed} things that the paper prints were weighed; nothing is missing.")


def notice(study: Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]) -> None:
    """Print the notice to survivor organisations: what comes and when, and where to find support; no figures."""
    put(pipeline.notice_to_survivors(study).rstrip())
