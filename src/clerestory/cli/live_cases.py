"""The commands of live cases: what waits, an officer's certificate, a lawyer's view of it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import put, say
from clerestory.clock import SystemClock
from clerestory.ledger import PROGRAM
from clerestory.model.desk.holds import LiveCase
from clerestory.model.redaction.certificates import Certified
from clerestory.review.desk.live_cases import review_of

StudyDir = Annotated[Path, typer.Argument(metavar="STUDY", help="A study folder.")]
OfCase = Annotated[str, typer.Option(help="Its pseudonym.")]
ById = Annotated[str, typer.Option(help="Your id in study.toml.")]
InWords = Annotated[str, typer.Option(help="Why, in words that name nobody.")]
OnDay = Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])]
WithKey = Annotated[
    Path | None,
    typer.Option(help="Your private key file; only made-up cases do without.", exists=True, dir_okay=False),
]


def add_live_cases(review: typer.Typer) -> None:
    """Add the commands to the group."""
    review.command("holds")(holds)
    review.command("certify-hold")(certify_hold)
    review.command("view-hold")(view_hold)


def holds(
    study: StudyDir,
    on: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day that is asked about; today if left out."),
    ] = None,
    actor: Actor = PROGRAM,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """List the cases that texts are about: hold, reason, review date, certificate and view; what is overdue first."""
    day = on.date() if on else SystemClock().now().date()
    cases = pipeline.live_cases_of(study, on=day, actor=actor)
    told = [_told(name, case, day) for name, case in cases.items()]
    put(json.dumps(told, indent=2) if as_json else "\n".join(map(_line, told)))
    say(f"{len(cases):,} cases; this answer is secret")


def certify_hold(
    study: StudyDir,
    investigation: OfCase,
    person: ById,
    outcome: Annotated[Certified, typer.Option(help="What you certify.")],
    reason: InWords,
    on: OnDay,
    review: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="When you look again; the last day that can be if left out."),
    ] = None,
    key: WithKey = None,
) -> None:
    """Certify, as its investigating officer, that a case is held, or that it may be told of until a day."""
    until = review.date() if review else None
    said = pipeline.CertificateSaid(person, outcome, reason, on.date(), review=until, key_file=key)
    put(str(pipeline.certify_hold(study, investigation, said)))


def view_hold(
    study: StudyDir,
    investigation: OfCase,
    person: ById,
    agrees: Annotated[bool, typer.Option("--agrees/--does-not-agree", help="Whether you agree with it.")],
    reason: InWords,
    on: OnDay,
    key: WithKey = None,
) -> None:
    """Say, as a lawyer, whether you agree with the last certificate of a case."""
    said = pipeline.ViewSaid(person, reason, on.date(), agrees=agrees, key_file=key)
    put(str(pipeline.view_hold(study, investigation, said)))


def _told(name: str, case: LiveCase, day: dt.date) -> dict[str, Any]:
    reason, latest = case.told.reason, case.certification.latest
    return {
        "investigation": name,
        "state": case.hold(day).value,
        "by_records": case.told.state.value,
        "why": reason.words if reason else "",
        "law": reason.law if reason else "",
        "review_by": review_of(case, day).isoformat(),
        "is_overdue": case.certification.is_overdue(day),
        "certificate": latest.outcome.value if latest else "",
        "certified": case.state.value,
        "texts": list(case.told.texts),
    }


def _line(told: dict[str, Any]) -> str:
    why = f": {told['why']} ({told['law']}, recalled)" if told["why"] else ""
    due = "was to be looked at again by" if told["is_overdue"] else "look again by"
    return f"{told['investigation']}: {told['state']}{why}; {told['certified']}; {due} {told['review_by']}"
