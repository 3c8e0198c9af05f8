"""When a release comes out, how it was announced, and who reads it before."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator

from clerestory.model.calendar import NOTICE_DAYS, USUAL_TIME, moment, not_working
from clerestory.model.commission.parts import PaperPart
from clerestory.model.forms import Form

LONGEST_REVIEW_DAYS = 366  # a year, whichever it is, until what is withheld is looked at again (rule P6)
PAPER = "paper"  # what a correction calls the words of the paper
EARLY_HOURS = 24  # the most that the Pre-release Access to Official Statistics Order 2008 allows


class Purpose(Enum):
    """What a post needs a release for before it is published; statements are kept apart from statistics (rule P3)."""

    POLICY = "policy"
    PRESS = "press"
    OPERATIONS = "operations"


class EarlyReader(Form):
    """A post that may read a release before it is published; never a person's name."""

    post: str = Field(min_length=1)
    organisation: str = Field(min_length=1)
    purpose: Purpose
    reason: str = Field(min_length=10, description="Why the post cannot wait for the publication.")


class CorrectionReason(Form):
    """Why a table or finding of the corrected release is another now, and who was told (rule P9)."""

    part: str = Field(min_length=1, description="Id of a table or finding, or `paper` for its words.")
    why: str = Field(min_length=10, description="What was wrong, in words for readers.")
    told: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        min_length=1, description="Posts and bodies that were told; never names of people."
    )


class ReleaseSettings(Form):
    """When the release is dated; no date is ever taken from the wall clock."""

    date: dt.date = Field(description="Day of publication.")
    review_by: dt.date = Field(description="Day by which what is withheld is looked at again, a year at most.")
    site: str | None = Field(
        default=None,
        pattern=r"^https://[a-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~-]+/)*$",
        description="Address of the public site, with a slash at the end; needed for its map.",
    )
    time: dt.time = Field(default=USUAL_TIME, description="Time of publication, by London's clock.")
    time_reason: str = Field(default="", description="Why it is not half past nine on a working day.")
    announced: dt.date | None = Field(default=None, description="Day on which the calendar named date and time.")
    notice_reason: str = Field(default="", description="Why it was announced less than four weeks ahead, or never.")
    embargo: bool | None = Field(
        default=None, description="Whether a signed release waits for its time; of real cases it always does."
    )
    desk: bool = Field(
        default=False,
        description="Whether gate release and the signature count only as acts on record at the desk.",
    )
    access: tuple[EarlyReader, ...] = Field(default=(), description="Posts that may read it in the 24 hours before.")

    parts: tuple[PaperPart, ...] = Field(
        default=(), description="Parts that the paper has to have; a paper of real cases always has to have every one."
    )
    corrects: dt.date | None = Field(default=None, description="Day of the earlier release that this one corrects.")
    corrections: tuple[CorrectionReason, ...] = Field(
        default=(), description="Why each table or finding changed; every one that changed, and no other."
    )

    @property
    def opens(self) -> dt.datetime:
        """When it is published, in UTC."""
        return moment(self.date, self.time)

    @property
    def faults(self) -> tuple[str, ...]:
        """What rule P3 asks of day, time and announcement, and is neither so nor explained."""
        return tuple(fault for fault in (*self._faults_of_time(), self._fault_of_notice()) if fault)

    def _faults_of_time(self) -> tuple[str, ...]:
        if self.time_reason:
            return ()
        late = f"{self.time:%H:%M} is not {USUAL_TIME:%H:%M}" if self.time != USUAL_TIME else ""
        return (not_working(self.date), late)

    def _fault_of_notice(self) -> str:
        if self.notice_reason:
            return ""
        if self.announced is None:
            return "it was not announced"
        days = (self.date - self.announced).days
        return f"it was announced {days} days ahead, and not {NOTICE_DAYS}" if days < NOTICE_DAYS else ""

    @model_validator(mode="after")
    def _check_review(self) -> ReleaseSettings:
        if not 0 < (self.review_by - self.date).days <= LONGEST_REVIEW_DAYS:
            raise ValueError("review_by must be after date and at most a year later")
        return self

    @model_validator(mode="after")
    def _check_announced(self) -> ReleaseSettings:
        if self.announced is not None and self.announced > self.date:
            raise ValueError("announced is after date")
        if self.time.tzinfo is not None:
            raise ValueError("time has no time zone of its own: it is what clocks in London show")
        return self

    @model_validator(mode="after")
    def _check_corrections(self) -> ReleaseSettings:
        if self.corrections and self.corrects is None:
            raise ValueError("corrections: say with corrects which release is corrected")
        if self.corrects is not None and self.corrects >= self.date:
            raise ValueError("corrects is not before date")
        parts = [reason.part for reason in self.corrections]
        twice = sorted({part for part in parts if parts.count(part) > 1})
        if twice:
            raise ValueError(f"corrections explain {', '.join(twice)} twice")
        return self

    @model_validator(mode="after")
    def _check_access(self) -> ReleaseSettings:
        posts = [reader.post for reader in self.access]
        twice = sorted({post for post in posts if posts.count(post) > 1})
        if twice:
            raise ValueError(f"access names {', '.join(twice)} twice")
        return self
