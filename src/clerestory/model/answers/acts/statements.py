"""Acts about statements that are repeated: made once, found in further documents, confirmed, and ended."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, Reason, ShortText, SubjectId
from clerestory.model.answers.acts.entered import OptionalEntry
from clerestory.model.answers.statements import Sort

Words = Annotated[str, Field(min_length=1, max_length=500)]
OptionalDay = Annotated[dt.date | None, OptionalEntry]
_CHECKED = "From the day after it is repeated no more, until somebody confirms that it still holds."


class MakeStatement(AnswerAct):
    """A statement that may be repeated: a status, a sum of money, or what somebody told."""

    act: Literal["make statement"] = "make statement"
    sort: Sort = Field(title="What it is")
    words: Words = Field(title="Words", description="As texts repeat it; of testimony, the words that were said.")
    by: ShortText = Field(title="Who said it", description="A post or a body, with its time; never a private person.")
    said_on: dt.date = Field(title="Said on", description="The day on which it was announced or told.")
    document: ShortText = Field(title="Document", description="Where it stands.")
    paragraph: str = Field(default="", max_length=100, title="Paragraph")
    since: OptionalDay = Field(default=None, title="In force since", description="Of a status alone.")
    amount: Annotated[int | None, OptionalEntry] = Field(
        default=None, ge=1, le=10**13, title="Amount in pounds", description="Of money alone."
    )
    purpose: str = Field(default="", max_length=200, title="What the money is for", description="Of money alone.")
    review: dt.date = Field(title="Check again by", description=_CHECKED)

    @model_validator(mode="after")
    def _check_sort(self) -> MakeStatement:
        there = {"since": self.since is not None, "amount": self.amount is not None, "purpose": bool(self.purpose)}
        for name, is_there in there.items():
            if is_there is not (name in _NEEDED[self.sort]):
                raise ValueError(f"{name}: {self.sort.value} {'has none' if is_there else 'needs it'}")
        return self


_NEEDED = {Sort.STATUS: ("since",), Sort.MONEY: ("amount", "purpose"), Sort.TESTIMONY: ()}


class AddSource(AnswerAct):
    """The same statement stands in a further document."""

    act: Literal["add source"] = "add source"
    document: ShortText = Field(title="Document", description="Where it stands as well.")
    paragraph: str = Field(default="", max_length=100, title="Paragraph")
    day: dt.date = Field(title="Date of the document")


class ConfirmStatement(AnswerAct):
    """Somebody looked, and it still holds."""

    act: Literal["confirm statement"] = "confirm statement"
    day: dt.date = Field(title="Day of the check")
    reason: Reason = Field(title="How it was found to hold")
    review: dt.date = Field(title="Check again by", description=_CHECKED)


class EndStatement(AnswerAct):
    """It holds no more, and is repeated no more."""

    act: Literal["end statement"] = "end statement"
    day: dt.date = Field(title="Holds no more since", description="The first day on which it does not hold.")
    reason: Reason = Field(title="Why it holds no more")
    replaced_by: Annotated[SubjectId | None, OptionalEntry] = Field(
        default=None, title="Statement that stands instead", description="Its id; left out where there is none."
    )


StatementAct = MakeStatement | AddSource | ConfirmStatement | EndStatement
STATEMENT_ACT: TypeAdapter[StatementAct] = TypeAdapter(Annotated[StatementAct, Field(discriminator="act")])
