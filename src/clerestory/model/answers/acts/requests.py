"""Acts about a request for information or a question in Parliament, from its receipt to its review.

Who asked, how they are reached and the letter as it came stand in kept files. ``question`` is what was asked in neutral
words that an officer wrote; of a question in Parliament it is the question itself, which is public.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Literal, get_args

from pydantic import Field, TypeAdapter, model_validator

from clerestory.model.answers.acts.common import AnswerAct, KeptDigest, LongText, Reason, ShortText
from clerestory.model.answers.exemptions import Section
from clerestory.model.commission import Identifier, Slug
from clerestory.model.forms import Form
from clerestory.model.grounds import GroundCode

NoteText = Annotated[str, Field(min_length=30, max_length=4_000)]
Version = Annotated[int, Field(ge=1, le=999)]


class RequestKind(Enum):
    """What came; requests for environmental information have regulations of their own and are not taken here."""

    FOI = "foi"
    WRITTEN = "written question"
    NAMED_DAY = "named day question"
    LORDS = "lords written question"

    @property
    def is_question(self) -> bool:
        """Whether Parliament asked."""
        return self is not RequestKind.FOI

    @property
    def words(self) -> str:
        """How pages name it."""
        return _KINDS[self]


_KINDS = {
    RequestKind.FOI: "Request for information",
    RequestKind.WRITTEN: "Written question, House of Commons",
    RequestKind.NAMED_DAY: "Named day question, House of Commons",
    RequestKind.LORDS: "Written question, House of Lords",
}


class Given(Enum):
    """What came of a request."""

    FULL = "all given"
    PART = "given in part"
    REFUSED = "refused"
    NOT_HELD = "not held"

    @property
    def withholds(self) -> bool:
        """Whether something is withheld, so that a section has to say why."""
        return self in (Given.PART, Given.REFUSED)


class Covered(Enum):
    """What an exemption is for; policy is no reason to withhold figures (rule P5)."""

    TABLE = "a table"
    STATISTICS = "other statistics"
    OTHER = "something else"


class Closing(Enum):
    """Why a request ends without an answer."""

    WITHDRAWN = "withdrawn"
    NOT_CLARIFIED = "not clarified"
    NOT_PAID = "fee not paid"


class ReviewOutcome(Enum):
    """What an internal review decides."""

    UPHELD = "upheld"
    PARTLY = "upheld in part"
    OVERTURNED = "overturned"


class OutsideBody(Enum):
    """Who decides after the internal review, or asks after an answer to Parliament."""

    COMMISSIONER = "Information Commissioner"
    TRIBUNAL = "First-tier Tribunal"
    UPPER_TRIBUNAL = "Upper Tribunal"
    COURT = "Court"
    HOUSE = "Committee of a House"


class PublicInterest(Form):
    """The public interest, weighed in words; printed in the notice."""

    disclosing: NoteText = Field(description="What speaks for disclosure.")
    withholding: NoteText = Field(description="What speaks for withholding.")
    balance: NoteText = Field(description="Why the one outweighs the other.")


class CitedFigure(Form):
    """A figure of an answer that is a cell of a release, as it was printed."""

    release: str = Field(min_length=1, max_length=80)
    table: Identifier
    row: str = Field(min_length=1, max_length=120)
    column: str = Field(min_length=1, max_length=120)
    printed: str = Field(min_length=1, max_length=80)


class OwnTable(Form):
    """A table made for an answer; it passed gate protect, and is in no release."""

    table: Identifier = Field(description="Its id in [[tables]] of study.toml.")
    title: ShortText


class LogEntry(Form):
    """What the disclosure log will say; never who asked."""

    asked: LongText = Field(description="What was asked, in neutral words.")
    given: str = Field(default="", max_length=2_000, description="What was given, in words; empty where nothing was.")


class ReceiveRequest(AnswerAct):
    """A request, or a question, comes in; its clock starts the day after."""

    act: Literal["receive request"] = "receive request"
    kind: RequestKind
    received: dt.date = Field(description="Day on which it reached the office; of a question, on which it was tabled.")
    title: ShortText = Field(description="What it is about, in neutral words.")
    question: LongText
    asker: KeptDigest | None = Field(default=None, description="Who asked and how they are reached.")
    letter: KeptDigest | None = Field(default=None, description="As it came.")
    reference: str = Field(default="", max_length=80, description="The other side's: of a question, its number.")
    member: str = Field(default="", max_length=200, description='Of a question: the member, such as "MP for ...".')
    named_day: dt.date | None = None
    came_from: str = Field(default="", max_length=200, description="The body that passed it on, if one did.")

    @model_validator(mode="after")
    def _check_kind(self) -> ReceiveRequest:
        if (self.kind is RequestKind.NAMED_DAY) != (self.named_day is not None):
            raise ValueError("a named day question has a named day, and nothing else has")
        if self.named_day is not None and self.named_day <= self.received:
            raise ValueError("the named day is after the day of tabling")
        if self.kind.is_question != bool(self.member):
            raise ValueError("a question has its member, who is public; who made a request stands in a kept file")
        if self.kind.is_question and self.asker is not None:
            raise ValueError("who asked a question is public, and stands in member")
        return self


class AssignRequest(AnswerAct):
    """Somebody becomes the one who sees to it."""

    act: Literal["assign request"] = "assign request"
    owner: Slug


class AskToClarify(AnswerAct):
    """The office cannot tell what is wanted and asks; there is no due day until it knows (section 1(3))."""

    act: Literal["ask to clarify"] = "ask to clarify"
    asked: dt.date
    what: LongText = Field(description="What has to be known.")


class ReceiveClarification(AnswerAct):
    """What was asked for came: the clock starts anew the day after (section 10(6))."""

    act: Literal["receive clarification"] = "receive clarification"
    received: dt.date
    question: LongText


class GiveFeesNotice(AnswerAct):
    """A fee is asked for; the clock stops that day (section 10(2))."""

    act: Literal["give fees notice"] = "give fees notice"
    given: dt.date
    pounds: int = Field(ge=1, le=100_000)


class ReceiveFee(AnswerAct):
    """The fee came; the clock goes on the day after."""

    act: Literal["receive fee"] = "receive fee"
    received: dt.date


class TransferRequest(AnswerAct):
    """Another body answers it; the clock ends here."""

    act: Literal["transfer request"] = "transfer request"
    to: ShortText
    sent: dt.date
    reason: Reason


class CloseRequest(AnswerAct):
    """It ends without an answer."""

    act: Literal["close request"] = "close request"
    closed: dt.date
    why: Closing
    reason: Reason


class ExtendRequest(AnswerAct):
    """The public interest takes longer to weigh; who asked is told until when, and under which section."""

    act: Literal["extend request"] = "extend request"
    section: Section = Field(description="The qualified section whose public interest is weighed.")
    sent: dt.date
    until: dt.date
    reason: Reason
    exceptional: str = Field(default="", max_length=2_000, description="Why it takes longer than 20 more days.")


class ApplyExemption(AnswerAct):
    """Something is withheld under a section."""

    act: Literal["apply exemption"] = "apply exemption"
    section: Section
    what: Covered
    covers: ShortText = Field(description="Which part of what was asked for; printed in the notice.")
    why: Reason = Field(description="Why the section applies; printed in the notice.")
    reason: GroundCode | None = Field(default=None, description="Where the section can stand for several codes.")
    harm: str = Field(default="", max_length=2_000, description="The harm, and whether it would or would be likely to.")
    public_interest: PublicInterest | None = None
    denies: bool = Field(default=False, description="It is neither confirmed nor denied that it is held.")
    published: dt.date | None = Field(default=None, description="Section 22: when it will be published.")
    intended: dt.date | None = Field(default=None, description="Section 22: since when that was the intention.")
    decided: dt.date | None = Field(default=None, description="Section 35: when the policy was decided, if it is.")
    opinion: str = Field(default="", max_length=200, description="Section 36: whose opinion, a post, and its day.")
    hours: int | None = Field(default=None, ge=1, description="Section 12, cost: hours that finding it would take.")
    repeats: str = Field(default="", max_length=80, description="Section 14(2): reference of the earlier request.")


class DropExemption(AnswerAct):
    """A section is relied on no longer."""

    act: Literal["drop exemption"] = "drop exemption"
    section: Section
    reason: Reason


class DraftAnswer(AnswerAct):
    """An answer is written; a later draft takes its place."""

    act: Literal["draft answer to request"] = "draft answer to request"
    outcome: Given
    text: KeptDigest
    characters: int = Field(ge=1, le=1_000_000)
    log: LogEntry
    given: str = Field(default="", max_length=2_000, description="What the log says was given, with its references.")
    figures: tuple[CitedFigure, ...] = ()
    tables: tuple[OwnTable, ...] = ()

    @model_validator(mode="after")
    def _check_once(self) -> DraftAnswer:
        if len({one.table for one in self.tables}) < len(self.tables):
            raise ValueError("no table is named twice")
        return self


class ReturnAnswer(AnswerAct):
    """A draft goes back to be changed."""

    act: Literal["return answer to request"] = "return answer to request"
    reason: Reason


class ClearAnswer(AnswerAct):
    """A second person lets a draft go out."""

    act: Literal["clear answer to request"] = "clear answer to request"
    version: Version


class RegisterTable(AnswerAct):
    """A table of the answer's own is known to the audit of history: every run to come protects against it."""

    act: Literal["register table of answer"] = "register table of answer"
    table: Identifier
    printed: KeptDigest = Field(description="The table as it goes out, as CSV.")
    left: str = Field(pattern=r"^[0-9a-f]{16,64}$", description="The draft in vault/left that has it.")
    history: str = Field(
        default="",
        pattern=r"^([a-z0-9][a-z0-9_-]{0,100})?$",
        description="Name of its files in history/; empty where its counts are rounded, and only the vault has them.",
    )


class SendAnswer(AnswerAct):
    """The answer goes out, with the figures that it cites as they are that day."""

    act: Literal["send answer to request"] = "send answer to request"
    sent: dt.date
    version: Version
    figures: tuple[CitedFigure, ...] = ()
    printed: KeptDigest | None = Field(default=None, description="All of it, with its notice, as it went out.")


class HoldAnswer(AnswerAct):
    """Parliament is told that an answer comes later, and when."""

    act: Literal["holding answer"] = "holding answer"
    sent: dt.date
    until: dt.date
    reason: Reason


class CorrectAnswer(AnswerAct):
    """An answer to Parliament was wrong: another, pursuant to it, is due."""

    act: Literal["correct answer"] = "correct answer"
    found: dt.date
    until: dt.date
    reason: Reason = Field(description="What was wrong; public.")


class AskReview(AnswerAct):
    """Who asked is not content, and wants it looked at again."""

    act: Literal["ask for internal review"] = "ask for internal review"
    received: dt.date
    about: LongText = Field(description="What they complain of, in neutral words.")
    letter: KeptDigest | None = None
    late: str = Field(default="", max_length=2_000, description="Why it is taken after the days for it.")


class ExtendReview(AnswerAct):
    """A review takes longer than is usual; who asked is told."""

    act: Literal["extend internal review"] = "extend internal review"
    sent: dt.date
    until: dt.date
    reason: Reason


class DecideReview(AnswerAct):
    """Somebody who had no part in the answer decides; where it does not stand, another is due."""

    act: Literal["decide internal review"] = "decide internal review"
    decided: dt.date
    outcome: ReviewOutcome
    reason: Reason
    until: dt.date | None = Field(default=None, description="By when the new answer comes.")

    @model_validator(mode="after")
    def _check_until(self) -> DecideReview:
        if (self.outcome is ReviewOutcome.UPHELD) != (self.until is None):
            raise ValueError("until says when the next answer comes, and only where this one does not stand")
        return self


class EraseAsker(AnswerAct):
    """Who asked, and their letters, are erased; what was asked and answered stays."""

    act: Literal["erase who asked"] = "erase who asked"
    day: dt.date
    reason: Reason


class NoteRequest(AnswerAct):
    """What the Commissioner, a tribunal or a committee wrote or decided."""

    act: Literal["note on request"] = "note on request"
    body: OutsideBody
    day: dt.date
    reference: str = Field(default="", max_length=80)
    note: LongText


RequestAct = (
    ReceiveRequest
    | AssignRequest
    | AskToClarify
    | ReceiveClarification
    | GiveFeesNotice
    | ReceiveFee
    | TransferRequest
    | CloseRequest
    | ExtendRequest
    | ApplyExemption
    | DropExemption
    | DraftAnswer
    | ReturnAnswer
    | ClearAnswer
    | RegisterTable
    | SendAnswer
    | HoldAnswer
    | CorrectAnswer
    | AskReview
    | ExtendReview
    | DecideReview
    | EraseAsker
    | NoteRequest
)
ACTS: tuple[type[AnswerAct], ...] = get_args(RequestAct)
REQUEST_ACTS: TypeAdapter[RequestAct] = TypeAdapter(Annotated[RequestAct, Field(discriminator="act")])
