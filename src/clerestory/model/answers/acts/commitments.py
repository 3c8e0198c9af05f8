"""Acts about commitments: what somebody promised, what became of it, and what was corrected in the ledger of both.

Every text here is published with the ledger of commitments, reasons included; none names a person.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, LongText, Reason, ShortText
from clerestory.model.commission import Slug
from clerestory.model.forms import Form
from clerestory.model.releases import Digest

PLANNED = 20  # most parts of a commitment
Address = Annotated[str, Field(pattern=r"^(https://[^\s<>\"]{4,490})?$", description="Of a page, with https.")]
Number = Annotated[int, Field(ge=1, le=9_999)]


class WordsAre(Enum):
    """Whether the words of a source stand as they were said."""

    VERBATIM = "verbatim"
    PARAPHRASE = "paraphrase"

    @property
    def words(self) -> str:
        """What pages call it."""
        return {"verbatim": "Yes, word for word", "paraphrase": "No, in other words"}[self.value]


class Source(Form):
    """A document in which the promise is made; the same promise may be made in several."""

    document: ShortText
    paragraph: str = Field(default="", max_length=60, description="Its number or place in the document.")
    dated: dt.date
    words: LongText
    words_are: WordsAre = WordsAre.VERBATIM
    address: Address = ""


class Evidence(Form):
    """What shows that a promise was kept: where anybody can see it, and the day of which it is."""

    title: ShortText
    dated: dt.date
    address: Address = ""
    file: str = Field(default="", max_length=200, description="A released file, below the folder of its release.")
    digest: Digest | None = Field(default=None, description="SHA-256 of the released file.")

    @model_validator(mode="after")
    def _check_place(self) -> Evidence:
        if bool(self.file) != bool(self.digest):
            raise ValueError("a released file and its digest stand together")
        if not (self.address or self.file):
            raise ValueError("evidence says where it is: an address with https, or a released file with its digest")
        return self


class PlannedPart(Form):
    """One of several things that a promise consists of."""

    id: Slug
    title: ShortText


class MakeCommitment(AnswerAct):
    """Enter a promise into the ledger."""

    act: Literal["make commitment"] = "make commitment"
    title: ShortText
    source: Source
    owner: ShortText = Field(description="The post or body that keeps it, never a person.")
    due_words: str = Field(default="", max_length=200, description='When, as it was said: "this year", "shortly".')
    due: dt.date | None = Field(default=None, description="Where the words give no day.")
    condition: str = Field(
        default="",
        max_length=600,
        description="What has to happen first; the day is then the one on which it is judged.",
    )
    parts: tuple[PlannedPart, ...] = Field(default=(), max_length=PLANNED)
    follows: tuple[Slug, ...] = Field(default=(), max_length=PLANNED, description="Commitments before it in a chain.")

    @model_validator(mode="after")
    def _check_parts(self) -> MakeCommitment:
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("each part has an id of its own")
        if len(ids) == 1:
            raise ValueError("a commitment has several parts, or none")
        return self


class AddSource(AnswerAct):
    """Say in which other document the same promise stands."""

    act: Literal["add source"] = "add source"
    source: Source
    reason: Reason


class DateCommitment(AnswerAct):
    """Give a promise its day, or another one; the earlier days stay in the ledger."""

    act: Literal["date commitment"] = "date commitment"
    due: dt.date
    said_on: dt.date = Field(description="The day on which it was said.")
    due_words: str = Field(default="", max_length=200, description="As it was said.")
    reason: Reason


class ReportProgress(AnswerAct):
    """Tell what was done for a promise so far."""

    act: Literal["report progress"] = "report progress"
    happened: dt.date
    reason: Reason = Field(description="What was done, in words.")


class JudgeCondition(AnswerAct):
    """Say whether what a promise hangs on has happened, and what was decided."""

    act: Literal["judge condition"] = "judge condition"
    is_met: bool
    decision: ShortText
    decided: dt.date
    due: dt.date | None = Field(
        default=None, description="If it is met, when the promise is kept; if not, when it is judged again."
    )
    reason: Reason

    @model_validator(mode="after")
    def _check_due(self) -> JudgeCondition:
        if self.is_met and self.due is None:
            raise ValueError("a promise whose condition is met has a day")
        return self


class KeepCommitment(AnswerAct):
    """Record that a promise was kept; after its day it is kept late by itself."""

    act: Literal["keep commitment"] = "keep commitment"
    evidence: tuple[Evidence, ...] = Field(min_length=1, max_length=PLANNED)
    reason: Reason


class KeepPart(AnswerAct):
    """Record that a part of a promise was kept, and what is left; with its last part the whole is kept."""

    act: Literal["keep part"] = "keep part"
    part: Slug | None = Field(default=None, description="Of a commitment that has parts.")
    evidence: tuple[Evidence, ...] = Field(min_length=1, max_length=PLANNED)
    reason: Reason = Field(description="What was kept, and what is not.")


class SupersedeCommitment(AnswerAct):
    """Let another commitment of the ledger take the place of this one."""

    act: Literal["supersede commitment"] = "supersede commitment"
    successor: Slug
    happened: dt.date
    reason: Reason


class BreakCommitment(AnswerAct):
    """Record that a promise was broken."""

    act: Literal["break commitment"] = "break commitment"
    happened: dt.date
    reason: Reason


class DropCommitment(AnswerAct):
    """Record that a promise was withdrawn; the reason is published."""

    act: Literal["drop commitment"] = "drop commitment"
    happened: dt.date
    reason: Reason


class AmendCommitment(AnswerAct):
    """Correct title, owner or a source; what stood there before stays in the history."""

    act: Literal["amend commitment"] = "amend commitment"
    title: ShortText | None = None
    owner: ShortText | None = None
    source: Source | None = None
    source_number: Number = Field(default=1, description="Which source is corrected, in the order of the ledger.")
    reason: Reason

    @model_validator(mode="after")
    def _check_change(self) -> AmendCommitment:
        if self.title is None and self.owner is None and self.source is None:
            raise ValueError("say what is corrected: title, owner or source")
        return self


class SetAside(AnswerAct):
    """Set aside the last change, which was a mistake; it stays in the history and counts no more."""

    act: Literal["set aside change"] = "set aside change"
    number: Number = Field(description="Of the change, as the history counts.")
    reason: Reason


CommitmentAct = (
    MakeCommitment
    | AddSource
    | DateCommitment
    | ReportProgress
    | JudgeCondition
    | KeepCommitment
    | KeepPart
    | SupersedeCommitment
    | BreakCommitment
    | DropCommitment
    | AmendCommitment
    | SetAside
)
COMMITMENT_ACTS: tuple[type[AnswerAct], ...] = get_args(CommitmentAct)
COMMITMENT_ACT: TypeAdapter[CommitmentAct] = TypeAdapter(Annotated[CommitmentAct, Field(discriminator="act")])
