"""Acts about petitions: what the site told, what is asked, each version of the response, and what was decided on it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, KeptDigest, LongText, Reason, ShortText
from clerestory.model.answers.petitions.responses import (
    MOST_ELEMENTS,
    AskKind,
    Committee,
    Element,
    ResponseDraft,
    ResponseText,
    Verdict,
)
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot
from clerestory.model.commission import Slug

VersionNumber = Annotated[int, Field(ge=1, le=99)]


class ImportPetition(AnswerAct):
    """The site tells of a petition; its file is kept, with what only the site knows the use of."""

    act: Literal["import petition"] = "import petition"
    petition: PetitionSnapshot
    told: dt.date = Field(description="The day on which the site told it.")
    kept: KeptDigest | None = Field(default=None, description="None where the facts were entered by hand.")


class RecordAsk(AnswerAct):
    """An answer is asked for: the words of the ask, what kind of ask it is, and the elements that a person lists."""

    act: Literal["record ask"] = "record ask"
    words: LongText = Field(description="The ask, verbatim.")
    kind: AskKind
    asked: dt.date = Field(description="The day from which the clock runs.")
    elements: tuple[Element, ...] = Field(min_length=1, max_length=MOST_ELEMENTS)

    @model_validator(mode="after")
    def _check_once(self) -> RecordAsk:
        if len({one.id for one in self.elements}) < len(self.elements):
            raise ValueError("elements: two share an id")
        return self


class WriteResponse(AnswerAct):
    """A version of the response is written and waits for a second person; an earlier one that waits is put aside."""

    act: Literal["write response"] = "write response"
    text: ResponseText
    source: ResponseDraft | None = Field(
        default=None, description="As it was written, with its references; None where it has none."
    )
    references: tuple[ShortText, ...] = Field(default=(), max_length=200, description="The released cells cited.")


class OfVersion(AnswerAct):
    """An act about one version of the response."""

    version: VersionNumber


class ClearResponse(OfVersion):
    """A second person, who did not write it, clears a version."""

    act: Literal["clear response"] = "clear response"
    reason: Reason


class SendResponse(OfVersion):
    """A cleared version was sent."""

    act: Literal["send response"] = "send response"
    sent: dt.date


class RecordResponse(AnswerAct):
    """A response that was given elsewhere, or before answers were kept here, is recorded as it was given."""

    act: Literal["record response"] = "record response"
    sent: dt.date
    by: ShortText = Field(description="The post or body that gave it.")
    summary: str = Field(default="", max_length=2_000)
    details: str = Field(default="", max_length=24_000)
    words_are: Literal["verbatim", "paraphrase"] = "verbatim"
    verdict: Verdict | None = Field(default=None, description="None where it said neither yes, no nor partly.")
    passages: dict[str, LongText] = Field(default={}, description="What it said about an element, by the element's id.")
    commitments: tuple[Slug, ...] = Field(default=(), max_length=20)


class DecideResponse(OfVersion):
    """The Committee decides about a version that was sent."""

    act: Literal["decide response"] = "decide response"
    decision: Committee
    reason: Reason
    day: dt.date
    due: dt.date | None = Field(default=None, description="By when the Committee asks for a revision, if it said so.")

    @model_validator(mode="after")
    def _check_due(self) -> DecideResponse:
        if self.due and self.decision is not Committee.REVISION_REQUESTED:
            raise ValueError("due: only a revision that is requested has one")
        if self.due and self.due < self.day:
            raise ValueError("due: is before the day of the decision")
        return self


class RecordDebate(AnswerAct):
    """A debate is scheduled, was held, or will not be."""

    act: Literal["record debate"] = "record debate"
    scheduled: dt.date | None = None
    debated: dt.date | None = None
    not_debated: str = Field(default="", max_length=2_000, description="Why it is not debated.")
    record: str = Field(default="", max_length=500, description="Where the record of the debate stands.")

    @model_validator(mode="after")
    def _check_one(self) -> RecordDebate:
        if bool(self.scheduled) + bool(self.debated) + bool(self.not_debated) != 1:
            raise ValueError("give one: the day scheduled, the day debated, or why it is not debated")
        return self


PetitionAct = (
    ImportPetition
    | RecordAsk
    | WriteResponse
    | ClearResponse
    | SendResponse
    | RecordResponse
    | DecideResponse
    | RecordDebate
)
PETITION_ACTS: tuple[type[AnswerAct], ...] = get_args(PetitionAct)
PETITION_ACT: TypeAdapter[PetitionAct] = TypeAdapter(Annotated[PetitionAct, Field(discriminator="act")])
