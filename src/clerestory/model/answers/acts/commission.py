"""Acts about the commission: who asked which questions when, who took them over, and what answers them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, LongText, Reason, ShortText
from clerestory.model.answers.acts.entered import Ids, OptionalEntry
from clerestory.model.answers.commission import Extent
from clerestory.model.commission import Slug

_POST = "A post with its time, such as: Home Secretary (from April 2018); no names."


class OpenCommission(AnswerAct):
    """Somebody asked for the work."""

    act: Literal["open commission"] = "open commission"
    title: ShortText = Field(title="Title")
    asked_by: ShortText = Field(title="Who asked", description=_POST)
    day: dt.date = Field(title="Asked on")
    lawful_basis: ShortText = Field(title="Lawful basis", description="Codes, or where the record of it is kept.")
    document: ShortText = Field(title="Document", description="Where it stands that this was asked.")


class AskQuestion(AnswerAct):
    """A question of the commission."""

    act: Literal["ask question"] = "ask question"
    question: Slug = Field(title="Id of the question", description="Short; lists and pages name it so.")
    words: LongText = Field(title="Question")
    asked_by: ShortText = Field(title="Who asks it", description=_POST)
    day: dt.date = Field(title="Asked on")
    document: ShortText = Field(title="Document", description="Where it stands.")


class SucceedAsker(AnswerAct):
    """The post that asked has a new holder, or another post takes the commission over."""

    act: Literal["succeed asker"] = "succeed asker"
    asked_by: ShortText = Field(title="Who takes it over", description=_POST)
    day: dt.date = Field(title="From")
    document: ShortText = Field(title="Document", description="Where it stands that the work goes on.")


class AnswerQuestion(AnswerAct):
    """What answers a question, and how far."""

    act: Literal["answer question"] = "answer question"
    question: Slug = Field(title="Id of the question")
    extent: Extent = Field(title="How far it is answered")
    findings: Ids = Field(
        default=(), title="What answers it", description="Ids of tables, charts and findings of the release."
    )
    release: Annotated[dt.date | None, OptionalEntry] = Field(
        default=None, title="Release", description="The date of the release that has them."
    )
    words: LongText = Field(title="Answer in short", description="Figures are references to released cells.")
    why: str = Field(
        default="", max_length=2_000, title="Why not in full", description="Left out if it is answered in full."
    )
    day: dt.date = Field(title="Answered on")

    @model_validator(mode="after")
    def _check_extent(self) -> AnswerQuestion:
        if self.extent.has_findings is not bool(self.findings):
            raise ValueError("findings: name what answers it; where nothing does, leave them out")
        if bool(self.findings) is not (self.release is not None):
            raise ValueError("release: findings are of a release, and without findings there is none")
        if (self.extent is not Extent.IN_FULL) is not bool(self.why):
            raise ValueError("why: a question that is not answered in full has a reason, and one that is has none")
        return self


class WithdrawQuestion(AnswerAct):
    """A question is asked no more."""

    act: Literal["withdraw question"] = "withdraw question"
    question: Slug = Field(title="Id of the question")
    by: ShortText = Field(title="Who withdraws it", description=_POST)
    day: dt.date = Field(title="Withdrawn on")
    reason: Reason = Field(title="Why it is asked no more")


CommissionAct = OpenCommission | AskQuestion | SucceedAsker | AnswerQuestion | WithdrawQuestion
COMMISSION_ACT: TypeAdapter[CommissionAct] = TypeAdapter(Annotated[CommissionAct, Field(discriminator="act")])
