"""Acts of the reference group (gate 2): rounds, interests, reading copies, comments and what became of them."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Literal

from pydantic import Field, model_validator

from clerestory.model.commission import Slug
from clerestory.model.decisions import KeyedHash
from clerestory.model.desk.acts.common import ActForm, GivenId, LongText, Reason, RoundNumber, ShortText, Signed
from clerestory.model.desk.anchors import Anchor, DocumentId, Version
from clerestory.model.forms import Form


class Judgement(Enum):
    """What becomes of a member's interests in a round."""

    READ = "may read"
    READ_NOTED = "may read, and the note of the group says so"
    ASIDE = "stands aside"


class Aim(Enum):
    """What a comment wants."""

    WRONG = "something is wrong"
    UNCLEAR = "something is unclear"
    MISSING = "something is missing"
    HARM = "something could harm somebody"
    ELSE = "something else"


class Disposition(Enum):
    """What became of a comment: ``codelists/review_disposition.csv``."""

    ACCEPTED = "ACC"
    ACCEPTED_WITH_CHANGE = "ACCM"
    NOT_ACCEPTED = "REJ"
    NOTED = "NOTE"
    DISSENT = "DISS"
    OUT_OF_SCOPE = "OOS"

    @property
    def words(self) -> str:
        """The label of the code list."""
        return _DISPOSITIONS[self]

    @property
    def changes(self) -> bool:
        """Whether the paper changes because of the comment."""
        return self in (Disposition.ACCEPTED, Disposition.ACCEPTED_WITH_CHANGE)


_DISPOSITIONS = {
    Disposition.ACCEPTED: "Accepted",
    Disposition.ACCEPTED_WITH_CHANGE: "Accepted with change",
    Disposition.NOT_ACCEPTED: "Not accepted, reason given",
    Disposition.NOTED: "Noted",
    Disposition.DISSENT: "Published as a dissenting view",
    Disposition.OUT_OF_SCOPE: "Outside scope",
}


class DocumentOfRound(Form):
    """A document that a round is about, in the version that members read."""

    document: DocumentId
    version: Version
    title: ShortText


class SetTerms(ActForm):
    """Terms of reference and confidentiality come into force; who accepted earlier ones accepts anew."""

    act: Literal["set terms"] = "set terms"
    version: Version
    text: str = Field(min_length=20, max_length=40_000)


class AcceptTerms(ActForm):
    """A person of the group accepts the terms in force."""

    act: Literal["accept terms"] = "accept terms"
    version: Version


class OpenRound(ActForm):
    """A round begins: these documents, these people, until this day."""

    act: Literal["open round"] = "open round"
    round: RoundNumber
    draft: KeyedHash = Field(description="The draft on the desk that the documents are of.")
    documents: tuple[DocumentOfRound, ...] = Field(min_length=1, max_length=200)
    invited: tuple[Slug, ...] = Field(min_length=1, max_length=100)
    due: dt.date
    warning: LongText = Field(description="What a reader may be exposed to, in neutral words.")

    @model_validator(mode="after")
    def _check_once(self) -> OpenRound:
        if len(set(self.invited)) < len(self.invited):
            raise ValueError("nobody is invited twice")
        if len({one.document for one in self.documents}) < len(self.documents):
            raise ValueError("no document is listed twice")
        return self


class OfRound(ActForm):
    """An act in a round."""

    round: RoundNumber


class Invite(OfRound):
    """One more person is invited to a round."""

    act: Literal["invite"] = "invite"
    member: Slug


class AnswerInvitation(OfRound):
    """An invited person takes part in a round, or does not."""

    act: Literal["answer invitation"] = "answer invitation"
    accepts: bool
    reason: str = Field(default="", max_length=2_000)


class DeclareInterests(OfRound):
    """A person of the group says which interests they have in what a round is about; also that there are none."""

    act: Literal["declare interests"] = "declare interests"
    none: bool = Field(description="Nothing to declare.")
    text: str = Field(default="", max_length=6_000)

    @model_validator(mode="after")
    def _check_one(self) -> DeclareInterests:
        if self.none == bool(self.text):
            raise ValueError("either say that there is nothing to declare, or declare it")
        return self


class JudgeInterests(OfRound):
    """Declared interests are judged, by somebody else, before a document opens."""

    act: Literal["judge interests"] = "judge interests"
    member: Slug
    judgement: Judgement
    reason: Reason


class OpenCopy(OfRound):
    """A reading copy opens; ``copy_id`` stands on each of its sheets."""

    act: Literal["open copy"] = "open copy"
    document: DocumentId
    copy_id: GivenId


class Comment(OfRound):
    """A comment on a place of a document."""

    act: Literal["comment"] = "comment"
    comment: GivenId
    anchor: Anchor
    aim: Aim
    text: LongText


class ChangeComment(OfRound):
    """The person who wrote a comment words it anew; the words before are kept."""

    act: Literal["change comment"] = "change comment"
    comment: GivenId
    aim: Aim
    text: LongText


class WithdrawComment(OfRound):
    """The person who wrote a comment takes it back before the round closes."""

    act: Literal["withdraw comment"] = "withdraw comment"
    comment: GivenId


class Pause(OfRound):
    """A reader rests: no reminder comes until the day."""

    act: Literal["pause"] = "pause"
    until: dt.date


class FinishReading(OfRound):
    """A reader has said what they have to say."""

    act: Literal["finish reading"] = "finish reading"


class ReadOn(OfRound):
    """A reader goes on after a rest, or after they had finished."""

    act: Literal["read on"] = "read on"


class Extend(OfRound):
    """One member, or all, get more time."""

    act: Literal["extend"] = "extend"
    member: Slug | None = Field(default=None, description="None for all.")
    due: dt.date
    reason: Reason


class Remind(OfRound):
    """A member is reminded."""

    act: Literal["remind"] = "remind"
    member: Slug


class CloseRound(OfRound):
    """The blind phase ends: members see each other's comments, and the authors answer."""

    act: Literal["close round"] = "close round"


class Respond(OfRound):
    """A comment gets its answer, with what changed because of it."""

    act: Literal["respond"] = "respond"
    comment: GivenId
    disposition: Disposition
    text: LongText
    change: str = Field(default="", max_length=2_000, description="What changed and where; needed if it was accepted.")

    @model_validator(mode="after")
    def _check_change(self) -> Respond:
        if self.disposition.changes and not self.change:
            raise ValueError("an accepted comment says what changed because of it")
        if not self.disposition.changes and self.change:
            raise ValueError("only an accepted comment leads to a change")
        return self


class Dissent(OfRound):
    """A member keeps to another view; it is kept, and published where they consent."""

    act: Literal["dissent"] = "dissent"
    dissent: GivenId
    comment: GivenId | None = Field(default=None, description="The comment that it goes back to.")
    text: LongText
    publish: bool = Field(description="Whether it may be published, under the post of the member.")


class ConsentToDissent(OfRound):
    """A member says anew whether their dissent may be published."""

    act: Literal["consent"] = "consent"
    dissent: GivenId
    publish: bool


class SettleRound(OfRound):
    """Every comment has its answer; the chair says that the round is over."""

    act: Literal["settle round"] = "settle round"


class OpenDraft(ActForm):
    """A copy of a document of the last draft opens, for who answers for it, ends its review or signs it."""

    act: Literal["open draft"] = "open draft"
    draft: KeyedHash
    document: DocumentId
    copy_id: GivenId


class FinishReview(ActForm):
    """The group has reviewed and informed a draft, and the chair signs that; it approves nothing, and nobody votes."""

    act: Literal["finish review"] = "finish review"
    draft: KeyedHash
    reason: Reason
    signed: Signed
