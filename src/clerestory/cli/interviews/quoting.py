"""Commands of quotes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.acting import Actor
from clerestory.cli.console import Bar, put, say
from clerestory.cli.interviews.options import Json, LeavesWhy, Out, StudyDir, Why, check_reason
from clerestory.ledger import PROGRAM
from clerestory.model.decisions import Outcome
from clerestory.model.interviews.printed_forms import quote_bank_form

QuoteName = Annotated[str, typer.Argument(metavar="QUOTE", help="The id of a passage, as `quotes` prints it.")]


def quotes(
    study: StudyDir,
    out: Out = None,
    why: LeavesWhy = "",
    actor: Actor = PROGRAM,
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Say of each passage whether it may be quoted, and of the others why not; no words are printed without --json."""
    check_reason(out, why)
    with Bar() as bar:
        bank, about = pipeline.interview_quotes(study, progress=bar, actor=actor)
    if out:
        pipeline.export_quotes(study, out, why=why, actor=actor)
        say(f"The quotes that may leave are in {out}.")
    if as_json:
        put(quote_bank_form(bank, about).model_dump_json(indent=2))
        return
    for quote in bank.quotes:
        put(f"{quote.id}: may leave")
    for quote_id, refusals in bank.withheld:
        put(f"{quote_id}: " + "; ".join(refusal.value for refusal in refusals))


def show(study: StudyDir, quote: QuoteName, why: Why, actor: Actor = PROGRAM) -> None:
    """Print the words of one passage for a person to check; the ledger says who read them."""
    passage = pipeline.show_passage(study, quote, why=why, actor=actor)
    put(passage.text)
    say("Codes: " + "; ".join(passage.codes))


def decide(
    study: StudyDir,
    quote: QuoteName,
    person: Annotated[str, typer.Option(help="Your id in study.toml; you are a disclosure checker.")],
    outcome: Annotated[Outcome, typer.Option(help="Whether the words may leave.")],
    reason: Annotated[str, typer.Option(help="What you looked for and found, in a sentence that names nobody.")],
    on: Annotated[dt.datetime, typer.Option(help="The day.", formats=["%Y-%m-%d"])],
    edited: Annotated[
        Path | None,
        typer.Option(help="A file with the words that may leave, if you changed any.", exists=True, dir_okay=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(help="Your private key file; only made-up interviews do without.", exists=True, dir_okay=False),
    ] = None,
) -> None:
    """Record your redaction check of one passage."""
    words = edited.read_text(encoding="utf-8").strip() if edited else ""
    said = pipeline.QuoteSaid(person, outcome, reason, on.date(), edited=words, key_file=key)
    put(str(pipeline.check_quote(study, quote, said)))
