"""Commands that read documents: what a letter seems to say, and what several of them promise."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from clerestory.cli.answer.options import Json
from clerestory.cli.console import one_line, put, say
from clerestory.model.answers.reading import (
    JoinedCommitment,
    Proposals,
    Proposed,
    ProposedCommitment,
    ProposedDate,
    ProposedMoney,
    ProposedReference,
    ProposedWatch,
    ReadDocument,
)
from clerestory.pipeline.answering.letters.reading import promises_of, propose_from

_WIDTH = 110
_HEADINGS = {
    "date": "Date",
    "answers": "Answers a letter of",
    "references": "References",
    "petitions": "Petitions",
    "sender": "From",
    "salutation": "Salutation",
    "addressees": "To",
    "copies": "Copies",
    "signatory": "Signed by",
    "thanks": "Thanks",
    "apologies": "Apology for delay",
    "asks": "Asks",
    "promises": "Promises",
    "money": "Money",
    "statuses": "In force",
    "watched": "To follow",
}


def read(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A letter or notice: TXT, DOCX, ODT, PDF or EML.", exists=True, dir_okay=False
        ),
    ],
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Propose what a letter says: references, dates, people, asks and promises. Nothing is recorded."""
    found = propose_from(file)
    if as_json:
        put(found.model_dump_json(indent=2))
        return
    for document in found.documents:
        put("\n".join(_lines(document)))
    say("These are proposals: a person confirms or drops each.")


def promises(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="Letters and notices.", exists=True, dir_okay=False)
    ],
    as_json: Json = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Propose the promises of several documents; what two of them promise stands once, with both places."""
    found = promises_of(files)
    if as_json:
        put(found.model_dump_json(indent=2))
        return
    for number, one in enumerate(found.promises, start=1):
        put("\n".join(_joined(number, one)))
    say(f"{len(found.promises):,} promises are proposed: a person confirms or drops each.")


def _lines(document: ReadDocument) -> Iterator[str]:
    found = document.proposals
    kinds = " with a ".join(kind.value for kind in found.kinds) or "an empty text"
    yield f"{one_line(document.document)}: {kinds}"
    for what, times in document.not_read.items():
        yield f"  Not read: {what} ({times:,}). Open the document and look."
    for name, heading in _HEADINGS.items():
        yield from _section(heading, _of(found, name))
    if found.left_out:
        yield f"  And {found.left_out:,} more that are not listed: this is hardly a letter."


def _of(found: Proposals, name: str) -> Sequence[Proposed]:
    value = getattr(found, name)
    return value if isinstance(value, tuple) else (value,)


def _section(heading: str, proposed: Sequence[Proposed]) -> Iterator[str]:
    if proposed:
        yield f"  {heading}"
    for one in proposed:
        yield from _wrapped(_said(one), "    ")
        yield from _wrapped(
            f"{one.place.words}. {one.why} Confirm: {one.confirm[:1].lower()}{one.confirm[1:]}", "      "
        )


def _said(one: Proposed) -> str:
    match one:
        case ProposedDate():
            return _date(one)
        case ProposedReference():
            return f"{one.words} ({one.whose.value})"
        case ProposedMoney():
            when = f", announced {one.announced_from} to {one.announced_to}" if one.announced_from else ""
            return f"£{one.pounds:,f}{when}: {one.words}"
        case ProposedCommitment():
            return f"{_promise(one)}: {one.words}"
        case ProposedWatch():
            return f"{one.kind.value}: {one.words}"
    return one.words


def _date(one: ProposedDate) -> str:
    if one.day is not None:
        return f"{one.day}{', inferred' if one.is_inferred else ''}"
    return f"not before {one.earliest}" if one.earliest else "not known"


def _promise(one: ProposedCommitment) -> str:
    due = f", due {one.due}" if one.due else f" ({one.why_no_due})"
    who = f", by {one.who}" if one.who else ""
    return f"{one.kind.value}{due}{who}"


def _joined(number: int, one: JoinedCommitment) -> Iterator[str]:
    yield from _wrapped(f"{number}. {_promise(one.proposed)}: {one.proposed.words}", "")
    for source in one.sources:
        yield from _wrapped(f"{source.document}, {source.place.words}", "   ")


def _wrapped(words: str, margin: str) -> list[str]:
    return textwrap.wrap(one_line(words), _WIDTH, initial_indent=margin, subsequent_indent=f"{margin}  ")


COMMANDS: dict[str, Callable[..., None]] = {"read": read}
