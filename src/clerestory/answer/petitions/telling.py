"""A petition as it is told to others: each version that was sent, with its days, its elements and what was decided."""

from __future__ import annotations

from clerestory.answer.petitions.changes import signatures_over_time
from clerestory.answer.petitions.events import events
from clerestory.answer.petitions.states import debate_state, response_state
from clerestory.answer.petitions.timing import Took, timed
from clerestory.model.answers.acts.petitions import RecordResponse, WriteResponse
from clerestory.model.answers.petitions.responses import HeldBack
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot, Shape
from clerestory.model.answers.petitions.state import Petition, Version
from clerestory.model.answers.public.petitions import (
    PublicPetition,
    ToldCount,
    ToldDecision,
    ToldElement,
    ToldReason,
    ToldVersion,
)
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.commission import DataKind
from clerestory.model.grounds import GROUNDS

_SITE = "https://petition.parliament.uk"


def told_petition(petition: Petition, settings: AnswerSettings) -> PublicPetition | None:
    """Give a petition as it is told in public and to the Committee; None before anything was sent."""
    if not petition.sent or petition.ask is None:
        return None
    return PublicPetition(
        number=petition.latest.number,
        title=petition.latest.title,
        address=address_of(petition.latest, settings),
        asked=petition.ask.words,
        kind=petition.ask.kind,
        state=petition.latest.state,
        response=response_state(petition, settings.petitions),
        debate=debate_state(petition, settings.petitions),
        counts=tuple(ToldCount(day=day, signatures=count) for day, count in signatures_over_time(petition)),
        versions=tuple(_version(petition, version, took, settings) for version, took in timed(petition, settings)),
        events=events(petition, settings),
    )


def address_of(told: PetitionSnapshot, settings: AnswerSettings) -> str:
    """Give the page of a petition on the site; an invented petition has the number of somebody else's, and no page."""
    if settings.data is DataKind.SYNTHETIC:
        return ""
    folder = "petitions" if told.shape is Shape.LIVE else "archived/petitions"
    return f"{_SITE}/{folder}/{told.number}"


def _version(petition: Petition, version: Version, took: Took, settings: AnswerSettings) -> ToldVersion:
    answered = version.passages
    return ToldVersion(
        number=version.number,
        by=version.act.by if isinstance(version.act, RecordResponse) else settings.office,
        sent=took.sent,
        asked=took.asked,
        due=took.due,
        days=took.days,
        working_days=took.working_days,
        late_days=took.late_days,
        verdict=version.verdict,
        summary=version.summary,
        details=version.details,
        is_paraphrase=isinstance(version.act, RecordResponse) and version.act.words_are == "paraphrase",
        is_checked=version.is_written_here,
        elements=tuple(
            ToldElement(id=one.id, asked=one.words, answered=answered.get(one.id, ""))
            for one in petition.elements_of(version)
        ),
        decisions=tuple(
            ToldDecision(decision=one.decision, day=one.day, reason=one.reason, due=one.due)
            for one in petition.decided(version.number)
        ),
        commitments=version.commitments,
        **_publication(version),
    )


def _publication(version: Version) -> dict[str, object]:
    """Give what a version says is published, and why not; one given elsewhere says it in its words alone."""
    if not isinstance(version.act, WriteResponse):
        return {}
    return {"release": version.act.text.release, "held_back": tuple(map(_reason, version.act.text.held_back))}


def _reason(one: HeldBack) -> ToldReason:
    ground = GROUNDS[one.code]
    return ToldReason(
        code=one.code.value,
        meaning=ground.meaning,
        law=ground.law,
        words=one.words,
        public_interest=one.public_interest,
        review_by=one.review_by,
    )
