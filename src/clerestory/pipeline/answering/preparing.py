"""What of the answers is public, prepared for the next release: the run prints what stands there, and nothing later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from clerestory.clock import Clock
from clerestory.errors import AnswerError
from clerestory.model.answers.public.whole import PublicAnswers, RecordHead
from clerestory.model.forms import Form
from clerestory.pipeline.answering.commitments import ledger as commitments
from clerestory.pipeline.answering.performance import public_performance
from clerestory.pipeline.answering.petitions.recording import public_petitions
from clerestory.pipeline.answering.reading import record_of
from clerestory.pipeline.answering.requests.recording import disclosure_log
from clerestory.pipeline.answering.same import told
from clerestory.pipeline.answering.same.told import public_day
from clerestory.study import Study
from clerestory.study.answers import AnswerPlace, open_place
from clerestory.study.answers.public import PUBLIC, write_public_answers

# A part of PublicAnswers by its name, and what makes it; None where there is none of it.
_PARTS: Mapping[str, Callable[[AnswerPlace], Form | None]] = MappingProxyType(
    {
        "petitions": public_petitions,
        "commitments": commitments.told,
        "requests": disclosure_log,
        "performance": public_performance,
        "commission": told.commissions,
        "guidance": told.guidance,
        "statements": told.statements,
        "watch": told.watch,
    }
)


def prepare(place: AnswerPlace) -> Path:
    """Write what of the answers is public beside the study; gate release decides on it with everything else.

    Raises
    ------
    AnswerError
        If there is no study, or the record does not hold.
    """
    if place.study is None:
        raise AnswerError("is no study", where=str(place.root), remedy="Only a study has releases that print answers.")
    return write_public_answers(place.root, public_answers(place))


def public_answers(place: AnswerPlace) -> PublicAnswers:
    """Give what of the answers is public now."""
    head = record_of(place).verify()
    made = {name: part for name, make in _PARTS.items() if (part := make(place)) is not None}
    day = public_day(place)
    return PublicAnswers(
        office=place.settings.office,
        data=place.settings.data,
        as_of=day,
        record=RecordHead(length=head.length, hash=head.hash),
        **made,
    )


def check_prepared(study: Study, prepared: PublicAnswers | None, *, clock: Clock) -> None:
    """Check that what was prepared is what the record gives up to its head then; what came later changes nothing.

    Raises
    ------
    AnswerError
        If it is not: it was changed by hand, is of another record, or settings or the day of the release changed.
    """
    if prepared is None:
        return
    place = replace(open_place(study.root, clock=clock), upto=prepared.record.length)
    if not place.record.is_file() or _told(public_answers(place)) != _told(prepared):
        raise AnswerError(
            "is not what the record of answers gives",
            where=PUBLIC,
            remedy="`clerestory answer prepare STUDY` writes it anew; then it needs a new decision.",
        )


def _told(answers: PublicAnswers) -> dict[str, object]:
    return answers.model_dump(mode="json", exclude_none=True)
