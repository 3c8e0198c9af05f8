"""Commands that enter a promise, and the other documents in which it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from clerestory.answer.commitments.dues import due_of
from clerestory.cli.answer.commitment.options import CommitmentId, Why, day_option, done, formed, put_state
from clerestory.cli.answer.options import Answering, PlaceDir
from clerestory.cli.console import say
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.commitments import AddSource, MakeCommitment, WordsAre
from clerestory.pipeline.answering.commitments.confirming import Confirmed, confirm_promise, read_promise
from clerestory.pipeline.answering.commitments.ledger import make_commitment
from clerestory.study.answers import open_place

Document = Annotated[str, typer.Option(help="The document in which it stands.")]
Dated = Annotated[dt.datetime, day_option("--dated", "The day of the document.")]
Said = Annotated[str, typer.Option(help="The promise in the words of the document.")]
Paragraph = Annotated[str, typer.Option(help="Where it stands in the document.")]
Where = Annotated[str, typer.Option(help="The document's page, with https.")]
Another = Annotated[bool, typer.Option("--another", help="It is another promise than the one that seems the same.")]
Paraphrase = Annotated[bool, typer.Option("--paraphrase", help="The words are not those of the document.")]


def add(
    folder: PlaceDir,
    subject: CommitmentId,
    title: Annotated[str, typer.Option(help="What was promised, in a few words.")],
    owner: Annotated[str, typer.Option(help="The post or body that keeps it, never a person.")],
    document: Document,
    dated: Dated,
    words: Said,
    paragraph: Paragraph = "",
    address: Where = "",
    when: Annotated[str, typer.Option(help='When, as it was said, such as "this year".')] = "",
    due: Annotated[dt.datetime | None, day_option("--due", "The day, where the words give none.")] = None,
    condition: Annotated[str, typer.Option("--if", help="What has to happen first.")] = "",
    part: Annotated[list[str] | None, typer.Option(metavar="ID=TITLE", help="A part of it; two or more.")] = None,
    follows: Annotated[list[str] | None, typer.Option(help="A commitment before it in a chain.")] = None,
    actor: Answering = PROGRAM,
    *,
    paraphrase: Paraphrase = False,
    another: Another = False,
) -> None:
    """Enter a promise; prints its state and day."""
    source = _source(document, dated, words, paragraph, address, paraphrase=paraphrase)
    act = formed(
        MakeCommitment,
        title=title,
        owner=owner,
        source=source,
        due_words=when,
        due=due,
        condition=condition,
        parts=tuple(map(_part, part or ())),
        follows=tuple(follows or ()),
    )
    made = make_commitment(open_place(folder), actor, subject, act, is_another=another)
    if made.due is None:
        say(f"It has no day yet: {due_of(when, dated.date()).why_not}. Give it one: commitment date")
    put_state(made)


def source(
    folder: PlaceDir,
    subject: CommitmentId,
    document: Document,
    dated: Dated,
    words: Said,
    reason: Why,
    paragraph: Paragraph = "",
    address: Where = "",
    actor: Answering = PROGRAM,
    *,
    paraphrase: Paraphrase = False,
) -> None:
    """Say in which other document the same promise stands."""
    there = _source(document, dated, words, paragraph, address, paraphrase=paraphrase)
    done(folder, actor, subject, formed(AddSource, source=there, reason=reason))


def confirm(
    folder: PlaceDir,
    promises: Annotated[
        Path,
        typer.Argument(metavar="PROMISES.json", help="As answer promises --json gave it.", exists=True, dir_okay=False),
    ],
    number: Annotated[int, typer.Argument(help="Which of them, counted from 1.")],
    subject: CommitmentId,
    dated: Annotated[
        list[str], typer.Option(metavar="[DOCUMENT=]YYYY-MM-DD", help="The day of the documents, or of one.")
    ],
    title: Annotated[str, typer.Option(help="What was promised, in a few words.")],
    owner: Annotated[str, typer.Option(help="The post or body that keeps it, never a person.")],
    due: Annotated[dt.datetime | None, day_option("--due", "The day, where the words give none.")] = None,
    actor: Answering = PROGRAM,
    *,
    another: Another = False,
) -> None:
    """Enter a promise that was read in documents; of one that is there already, add the documents."""
    days = dict(map(_day_of, dated))
    confirmed = Confirmed(title, owner, days, due.date() if due else None, is_another=another)
    put_state(confirm_promise(open_place(folder), actor, subject, read_promise(promises, number), confirmed))


def _day_of(text: str) -> tuple[str, dt.date]:
    name, _, day = text.rpartition("=")
    try:
        return name, dt.date.fromisoformat(day)
    except ValueError:
        raise typer.BadParameter("give a day as YYYY-MM-DD, or DOCUMENT=YYYY-MM-DD", param_hint="--dated") from None


def _source(
    document: str, dated: dt.datetime, words: str, paragraph: str, address: str, *, paraphrase: bool
) -> dict[str, Any]:
    return {
        "document": document,
        "dated": dated.date(),
        "words": words,
        "paragraph": paragraph,
        "address": address,
        "words_are": WordsAre.PARAPHRASE if paraphrase else WordsAre.VERBATIM,
    }


def _part(text: str) -> dict[str, str]:
    name, sign, title = text.partition("=")
    if not sign:
        raise typer.BadParameter("give a part as ID=TITLE", param_hint="--part")
    return {"id": name, "title": title}


COMMANDS: Mapping[str, Callable[..., None]] = {"add": add, "confirm": confirm, "source": source}
