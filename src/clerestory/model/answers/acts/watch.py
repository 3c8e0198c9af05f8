"""Acts about research of others that is followed: what is followed, each look at it, and the end."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from clerestory.model.answers.acts.common import AnswerAct, LongText, Reason, ShortText
from clerestory.model.answers.acts.entered import Ids
from clerestory.model.commission import Slug

NextCheck = Annotated[
    dt.date,
    Field(title="Day of the next check", description="Whatever is followed has a day on which it is next looked at."),
]
_EDITION = "The name of its newest version, such as a date of issue; left out where it has none yet."


class FollowResearch(AnswerAct):
    """Research of somebody else is followed from now on."""

    act: Literal["follow research"] = "follow research"
    what: ShortText = Field(title="What is followed", description="The research, inquiry or code by its public name.")
    by: ShortText = Field(title="Whose work it is", description="The body that does it; no person.")
    why: LongText = Field(title="Why it is followed", description="What it may tell that is not known here.")
    address: str = Field(default="", max_length=500, title="Where it stands", description="Its public page, if any.")
    edition: str = Field(default="", max_length=200, title="Version", description=_EDITION)
    day: dt.date = Field(title="Followed since", description="The first day on which it was looked at.")
    next_check: NextCheck
    owner: Slug = Field(title="Who follows it", description="Id of a person of the study or of answers.toml.")


class CheckResearch(AnswerAct):
    """Somebody looked at it: what they found, and what that changes here."""

    act: Literal["check research"] = "check research"
    day: dt.date = Field(title="Day of the check", description="When it was looked at.")
    found: LongText = Field(title="What was found", description="Also where nothing new was found.")
    edition: str = Field(default="", max_length=200, title="New version", description="Only if there is a new one.")
    findings: Ids = Field(default=(), title="Findings that it changes", description="Ids, with commas between.")
    guidance: Ids = Field(
        default=(), title="Guidance that it changes", description="Ids of messages, with commas between."
    )
    commitments: Ids = Field(
        default=(), title="Commitments that it changes", description="Ids of commitments, with commas between."
    )
    next_check: NextCheck


class PlanCheck(AnswerAct):
    """The next check is on another day, or somebody else's."""

    act: Literal["plan check"] = "plan check"
    next_check: NextCheck
    owner: Slug = Field(title="Who follows it", description="Id of a person of the study or of answers.toml.")
    reason: Reason = Field(title="Why the plan changes")


class EndWatch(AnswerAct):
    """It is followed no more."""

    act: Literal["end watch"] = "end watch"
    day: dt.date = Field(title="Followed until", description="The last day.")
    reason: Reason = Field(title="Why it is followed no more")


WatchAct = FollowResearch | CheckResearch | PlanCheck | EndWatch
WATCH_ACT: TypeAdapter[WatchAct] = TypeAdapter(Annotated[WatchAct, Field(discriminator="act")])
