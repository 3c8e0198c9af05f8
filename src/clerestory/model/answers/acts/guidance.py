"""Acts about guidance for practitioners: one message on a topic, its variants, the duties that it rests on."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from clerestory.model.answers.acts.common import AnswerAct, LongText, Reason, ShortText, SubjectId
from clerestory.model.answers.acts.entered import Agencies, OptionalEntry
from clerestory.model.answers.guidance import Force
from clerestory.model.commission import Slug
from clerestory.model.lessons.study import Agency

_MARKED = 'Each line that says what somebody has to do begins with its duty: "[duty share-early, version 2] ..."'
VersionNumber = Annotated[int, Field(ge=1, le=999)]


class OpenTopic(AnswerAct):
    """A topic that gets one message."""

    act: Literal["open topic"] = "open topic"
    title: ShortText = Field(title="Topic", description="What the message is about, as practitioners would ask.")
    owner: Slug = Field(title="Who keeps the message", description="Id of a person of the study or of answers.toml.")
    day: dt.date = Field(title="Opened on")
    review: dt.date = Field(
        title="Look at it again by", description="The message is reviewed by this day at the latest."
    )


class SetDuty(AnswerAct):
    """A duty of the library, or a new version of one."""

    act: Literal["set duty"] = "set duty"
    duty: Slug = Field(title="Duty", description="Its id, by which texts name it.")
    version: VersionNumber = Field(title="Version", description="1 for a new duty, and one more at each change.")
    words: LongText = Field(title="What has to be done", description="In plain words.")
    body: ShortText = Field(title="Who is bound", description="The kind of body, such as: chief officers of police.")
    section: ShortText = Field(
        title="Section of law or guidance", description="Such as: Children Act 2004, section 11."
    )
    force: Force = Field(title="How strong it is")
    limit: str = Field(default="", max_length=100, title="Time limit", description="Such as: within 5 working days.")
    binds: Agencies = Field(title="Audiences", description="Whose message has to have it.")
    day: dt.date = Field(title="In force from")
    until: Annotated[dt.date | None, OptionalEntry] = Field(
        default=None, title="In force until", description="The last day; left out while it is in force."
    )
    reason: Reason = Field(title="Why it is set or changed")


class WriteMessage(AnswerAct):
    """A version of the message: the one source of every variant."""

    act: Literal["write message"] = "write message"
    version: VersionNumber = Field(title="Version", description="One more than the last.")
    text: LongText = Field(title="Message", description=_MARKED)
    day: dt.date = Field(title="Stands from")
    review: dt.date = Field(title="Look at it again by")
    reason: Reason = Field(title="What is new, and why")


class WriteVariant(AnswerAct):
    """The message in words for one audience; it says the same."""

    act: Literal["write variant"] = "write variant"
    audience: Agency = Field(title="Audience")
    of: VersionNumber = Field(title="Version of the message", description="The version of the source that it says.")
    text: LongText = Field(title="Message for this audience", description=_MARKED)
    day: dt.date = Field(title="Stands from")


class WithdrawVariant(AnswerAct):
    """An audience has no words of its own any more."""

    act: Literal["withdraw variant"] = "withdraw variant"
    audience: Agency = Field(title="Audience")
    day: dt.date = Field(title="Withdrawn on")
    reason: Reason = Field(title="Why it is withdrawn")


class ConfirmReads(AnswerAct):
    """How many said that they read the message: a number that a body reports, and nobody's name."""

    act: Literal["confirm reads"] = "confirm reads"
    audience: Agency = Field(title="Audience")
    of: VersionNumber = Field(title="Version of the message")
    reads: int = Field(
        ge=0, le=10_000_000, title="Confirmed reads", description="In all, as reported; no reader is followed."
    )
    day: dt.date = Field(title="Reported on")


class CloseTopic(AnswerAct):
    """The message stands no more; another may stand in its place."""

    act: Literal["close topic"] = "close topic"
    day: dt.date = Field(title="Closed on")
    reason: Reason = Field(title="Why it is closed")
    instead: Annotated[SubjectId | None, OptionalEntry] = Field(
        default=None, title="Message that stands instead", description="Its id; left out where there is none."
    )


GuidanceAct = OpenTopic | SetDuty | WriteMessage | WriteVariant | WithdrawVariant | ConfirmReads | CloseTopic
GUIDANCE_ACT: TypeAdapter[GuidanceAct] = TypeAdapter(Annotated[GuidanceAct, Field(discriminator="act")])
