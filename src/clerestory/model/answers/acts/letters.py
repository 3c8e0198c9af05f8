"""Acts about letters: what comes, whose it is, what is written, cleared and sent, and what ends it without an answer.

A letter is a thread, ``MIN/0007211``; each thing that comes or goes in it is a part, ``MIN/0007211/1``.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, KeptDigest, LongText, Reason, ShortText, SubjectId
from clerestory.model.answers.kinds import Kind
from clerestory.model.bank_holidays import Jurisdiction
from clerestory.model.commission import Slug

Thread = Annotated[str, Field(pattern=r"^[A-Z]{2,8}/[0-9]{7}$", description="Series and number, as MIN/0007211.")]
PartNumber = Annotated[int, Field(ge=1, le=999)]
Version = Annotated[int, Field(ge=1, le=999)]
_SIGN = "[A-Za-z0-9/.-]"
OtherReference = Annotated[
    str,
    Field(
        min_length=2,
        max_length=60,
        pattern=rf"^{_SIGN}*(?:[A-Za-z]{_SIGN}*[0-9]|[0-9]{_SIGN}*[A-Za-z]){_SIGN}*$",
        description="As the other body prints it: letters and digits, with strokes, hyphens and stops between.",
    ),
]
TargetDays = Annotated[int, Field(ge=1, le=260, description="Working days within which it is to be answered.")]


class Sender(Enum):
    """Who writes: each kind has a target of its own."""

    MP = "mp"
    PEER = "peer"
    MINISTER = "minister"
    BODY = "body"
    PUBLIC = "public"

    @property
    def words(self) -> str:
        """What pages and tables call one."""
        return _SENDERS[self]


_SENDERS = {
    Sender.MP: "Member of Parliament",
    Sender.PEER: "Peer",
    Sender.MINISTER: "Minister",
    Sender.BODY: "Body or organisation",
    Sender.PUBLIC: "Member of the public",
}


class OfPart(AnswerAct):
    """An act about one part of a thread."""

    part: PartNumber


class Received(OfPart):
    """What comes to the office, and with which target; the clock starts the day after ``received``."""

    received: dt.date
    jurisdictions: tuple[Jurisdiction, ...] = Field(
        min_length=1, max_length=3, description="Whose bank holidays count."
    )
    target_days: TargetDays


class ReceiveLetter(Received):
    """A letter comes: the first of a thread, or one that follows up what was written before."""

    act: Literal["receive letter"] = "receive letter"
    thread: Thread
    sender: Sender
    dated: dt.date | None = Field(default=None, description="The day that it bears; None where it bears none.")
    subject: ShortText = Field(description="In neutral words that name nobody.")
    theirs: tuple[OtherReference, ...] = Field(default=(), max_length=20, description="References of others.")
    people: KeptDigest = Field(description="Who writes, to whom, and who has copies.")
    documents: tuple[KeptDigest, ...] = Field(default=(), max_length=50, description="The letter and what lies in it.")
    transferred_from: str = Field(default="", max_length=200, description="The body that passed it on; empty for none.")

    @model_validator(mode="after")
    def _check_days(self) -> ReceiveLetter:
        if self.dated is not None and self.dated > self.received:
            raise ValueError("a letter is dated on the day that it comes, or before")
        return self


class StartLetter(OfPart):
    """A letter of the office's own begins, or a further reply in a thread; nobody waits for it by a clock."""

    act: Literal["start letter"] = "start letter"
    thread: Thread
    sender: Sender = Field(description="What kind of addressee it goes to.")
    started: dt.date
    subject: ShortText = Field(description="In neutral words that name nobody.")
    theirs: tuple[OtherReference, ...] = Field(default=(), max_length=20)
    people: KeptDigest


class RegisterAsk(OfPart):
    """What the letter asks for, in the office's words."""

    act: Literal["register ask"] = "register ask"
    ask: LongText


class LinkLetter(OfPart):
    """The letter is about a petition, a request or a commitment."""

    act: Literal["link letter"] = "link letter"
    kind: Kind
    subject: SubjectId


class AssignLetter(OfPart):
    """Somebody has it from now on."""

    act: Literal["assign letter"] = "assign letter"
    owner: Slug


class TransferOut(OfPart):
    """Another body answers; the clock here ends."""

    act: Literal["transfer letter out"] = "transfer letter out"
    to: ShortText = Field(description="The body; never a person.")
    day: dt.date
    reason: Reason


class ReceiveTransfer(Received):
    """A part that was passed on comes back; its clock starts anew the day after."""

    act: Literal["receive letter back"] = "receive letter back"
    transferred_from: ShortText
    reason: Reason


class HoldLetter(OfPart):
    """A holding reply goes out, because the answer is late or will be; the clock runs on."""

    act: Literal["send holding reply"] = "send holding reply"
    sent: dt.date
    expected: dt.date = Field(description="When the answer is expected.")
    text: KeptDigest
    reason: Reason


class DraftReply(OfPart):
    """A text of the reply; each further version takes the place of the one before, which is kept."""

    act: Literal["draft reply"] = "draft reply"
    version: Version
    text: KeptDigest


class OfReply(OfPart):
    """An act about a version of the reply."""

    version: Version


class ClearReply(OfReply):
    """A second person lets the text go out."""

    act: Literal["clear reply"] = "clear reply"
    text: KeptDigest = Field(description="As it printed, without a line of apology.")


class ReturnReply(OfReply):
    """A second person sends the text back to whoever wrote it."""

    act: Literal["return reply"] = "return reply"
    reason: Reason


class SendReply(OfReply):
    """The reply goes out; ``days_late`` is what its apology says, and 0 where nothing is said."""

    act: Literal["send reply"] = "send reply"
    sent: dt.date
    signatory: ShortText = Field(description="The post that signs, such as Minister of State; never a name.")
    text: KeptDigest = Field(description="As it went out, with the line of apology.")
    days_late: int = Field(ge=0, le=10_000, description="Working days over the target, as the text says.")


class CloseLetter(OfPart):
    """The part ends without a reply."""

    act: Literal["close letter"] = "close letter"
    day: dt.date
    reason: Reason


class MergeLetter(OfPart):
    """The part is the same letter as another one, which was sent to two addressees; that one is answered."""

    act: Literal["merge letter"] = "merge letter"
    into: Thread
    into_part: PartNumber
    day: dt.date
    reason: Reason


class TakeDuplicate(OfPart):
    """The part answers for a duplicate too, with the references that others know that one by."""

    act: Literal["take duplicate"] = "take duplicate"
    duplicate: Thread
    duplicate_part: PartNumber
    theirs: tuple[OtherReference, ...] = Field(default=(), max_length=20)
    people: KeptDigest


class EraseLetter(OfPart):
    """Names, addresses and texts of an ended part are erased; days, references and the subject stay."""

    act: Literal["erase letter"] = "erase letter"
    day: dt.date
    reason: Reason


LetterAct = (
    ReceiveLetter
    | StartLetter
    | RegisterAsk
    | LinkLetter
    | AssignLetter
    | TransferOut
    | ReceiveTransfer
    | HoldLetter
    | DraftReply
    | ClearReply
    | ReturnReply
    | SendReply
    | CloseLetter
    | MergeLetter
    | TakeDuplicate
    | EraseLetter
)
LETTER_ACT: TypeAdapter[LetterAct] = TypeAdapter(Annotated[LetterAct, Field(discriminator="act")])
