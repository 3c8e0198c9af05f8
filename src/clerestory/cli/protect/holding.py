"""The command that says which cases may be spoken of."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put, say
from clerestory.cli.protect.options import Json
from clerestory.ledger import PROGRAM
from clerestory.model.redaction.holds import Hold
from clerestory.model.redaction.orders import Restriction


def hold(
    cases: Annotated[
        Path,
        typer.Option(help="Records of investigations, as CSV; keep it secret.", exists=True, dir_okay=False),
    ],
    orders: Annotated[
        Path | None, typer.Option(help="Register of orders, as CSV; keep it secret.", exists=True, dir_okay=False)
    ] = None,
    investigation: Annotated[
        str | None, typer.Option(help="Pseudonym of the one that is asked about; else all.")
    ] = None,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day that is asked about; today if left out."),
    ] = None,
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Say which investigations may be spoken of, which not, under which law, and when that is looked at again."""
    day = on.date() if on else None
    holds = pipeline.holds_of(cases, orders=orders, investigation=investigation, on=day, actor=actor)
    put(json.dumps([_json(one) for one in holds], indent=2) if as_json else "\n".join(map(_line, holds)))
    free = sum(one.may_be_spoken_of for one in holds)
    say(f"{free:,} of {len(holds):,} may be spoken of; this answer is secret where a case is held")


def _line(one: Hold) -> str:
    why = f"{one.why.words} ({one.why.code}; {one.why.law}, recalled)" if one.why else one.state.words
    lines = [f"{one.investigation}: {one.state.value}: {why}; look again by {one.review}"]
    return "\n".join([*lines, *(f"  {_restriction(of)}" for of in one.restrictions)])


def _restriction(of: Restriction) -> str:
    people = f"{of.people} named" if of.people else "everybody of its kind"
    until = f", for the next of them until {of.until}" if of.until else f", {of.section.ends.value}"
    waived = f"; {of.waived} waived for one matter" if of.waived else ""
    return f"{of.section.law}: {people}{until}{waived}"


def _json(one: Hold) -> dict[str, Any]:
    return {
        "investigation": one.investigation,
        "state": one.state.value,
        "reason": one.code,
        "public_reason": one.public_code,
        "law": one.why.law if one.why else "",
        "why": one.why.words if one.why else "",
        "may_be_spoken_of": one.may_be_spoken_of,
        "review_by": one.review.isoformat(),
        "restrictions": [
            {
                "section": of.section.value,
                "reason": of.section.reason.value,
                "people": of.people,
                "until": of.until.isoformat() if of.until else None,
                "waived": of.waived,
            }
            for of in one.restrictions
        ],
    }
