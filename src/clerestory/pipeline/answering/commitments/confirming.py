"""Promises that were read in documents, confirmed by a person one by one: each becomes acts of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.answer.commitments.dues import due_of
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.commitments import AddSource, MakeCommitment, Source
from clerestory.model.answers.commitments import Commitment
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.reading import JoinedCommitment, JoinedPromises, PromiseSource
from clerestory.pipeline.answering.commitments.ledger import check_new
from clerestory.pipeline.answering.performing import acting
from clerestory.study.answers import AnswerPlace

_SAME = "The same promise was read there, and a person confirmed it."


@dataclass(frozen=True)
class Confirmed:
    """What a person says of a promise that was read.

    Attributes
    ----------
    dated : mapping of str to date
        The day of each document by its name; that of all others by the empty one.
    due : date, optional
        Where the words give no day.
    is_another : bool
        Whether what seems to be the same in the ledger is not.
    """

    title: str
    owner: str
    dated: Mapping[str, dt.date]
    due: dt.date | None = None
    is_another: bool = False


def read_promise(path: Path, number: int) -> JoinedCommitment:
    """Give a promise of a file that ``clerestory answer promises --json`` wrote, by its number.

    Raises
    ------
    AnswerError
        If it is no such file, or has fewer.
    """
    remedy = "`clerestory answer promises FILE... --json` writes it; promises are counted from 1."
    try:
        found = JoinedPromises.model_validate_json(path.read_bytes())
    except ValidationError:
        raise AnswerError("has no promises that were read", where=str(path), remedy=remedy) from None
    if not 1 <= number <= len(found.promises):
        raise AnswerError(f"has {len(found.promises)} promises", where=str(path), remedy=remedy)
    return found.promises[number - 1]


def confirm_promise(
    place: AnswerPlace, person: str, subject: str, promise: JoinedCommitment, confirmed: Confirmed
) -> Commitment:
    """Enter a promise that was read, with every document that has it, or add these to the commitment that is there.

    Raises
    ------
    AnswerNowError
        If the ledger seems to have it under another id, or has a document of it already.
    AnswerError
        If nobody says of which day a document is.
    """
    sources = [_source(one, confirmed) for one in promise.sources]
    with acting(place, person) as acts:
        there: Commitment | None = acts.state(Kind.COMMITMENT, subject)
        if there is None:
            first = _made(promise, confirmed, sources.pop(0))
            if not confirmed.is_another:
                check_new(place, first, person)
            there = acts.do(Kind.COMMITMENT, subject, first)
        for source in sources:
            there = acts.do(Kind.COMMITMENT, subject, AddSource(source=source, reason=_SAME))
    return there


def _made(promise: JoinedCommitment, confirmed: Confirmed, source: Source) -> MakeCommitment:
    """Give the act: the day is that of the words, or else the one that a person gave."""
    said = due_of(promise.proposed.words, source.dated)
    return MakeCommitment(
        title=confirmed.title,
        owner=confirmed.owner,
        source=source,
        due_words=said.phrase,
        due=confirmed.due or said.day,
        condition=promise.proposed.trigger,
    )


def _source(one: PromiseSource, confirmed: Confirmed) -> Source:
    day = confirmed.dated.get(one.document) or confirmed.dated.get("")
    if day is None:
        raise AnswerError("nobody says of which day it is", where=one.document, remedy="Say it: --dated DOCUMENT=DAY.")
    return Source(document=one.document, paragraph=str(one.place.paragraph), dated=day, words=one.words)
