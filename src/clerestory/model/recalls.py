"""A release that was recalled: the notice in its place, and the record of the breach that it may be."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Literal

from pydantic import AwareDatetime, Field, model_validator

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form

REPORT_HOURS = 72  # UK GDPR, Article 33(1)
_BANDS = (10, 100, 1_000, 10_000)


class Cause(Enum):
    """Why a release is recalled, as the public is told; the reason in words stays inside."""

    DISCLOSURE = "disclosure"
    LIVE_CASE = "live-case"
    WRONG = "wrong"
    LAW = "law"

    @property
    def sentence(self) -> str:
        """The same words for every release, so that no recall says what is unsafe in it."""
        return _SENTENCES[self]


_SENTENCES = {
    Cause.DISCLOSURE: "It may give away more than was decided to publish.",
    Cause.LIVE_CASE: "It may touch on proceedings that are not over.",
    Cause.WRONG: "It may mislead, and is looked at again.",
    Cause.LAW: "The law, a court or the police asked for it.",
}


class RecallNotice(Form):
    """``recall.json``: what readers and programs find in the place of a release that was recalled."""

    form: Literal["clerestory-recall/1"]
    study: str
    title: str
    publisher: str = Field(description="Whom to ask.")
    data: DataKind
    release: str = Field(description="Name of the folder that the release lay in.")
    recalled: AwareDatetime = Field(description="When it was taken off.")
    cause: Cause
    why: str = Field(description="In public words, the same for every release of this cause.")


class RecallOrder(Form):
    """Who had a release recalled, and why in words; stays in the vault until the recall is finished, and after."""

    form: Literal["clerestory-recall-order/1"]
    release: str
    person: str
    reason: str
    cause: Cause
    aware: AwareDatetime = Field(description="When the controller became aware; the 72 hours run from here.")
    recalled: AwareDatetime


class Recipient(Form):
    """Somebody who had the release."""

    who: str
    how: str
    when: str


class Answer(Enum):
    """What was decided under a duty to tell."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


class BreachRecord(Form):
    """``vault/breaches/<release>.toml``: what Article 33(3) and (5) of the UK GDPR ask; people fill it in and on."""

    form: Literal["clerestory-breach/1"]
    release: str
    recalled: AwareDatetime
    aware: AwareDatetime
    report_by: AwareDatetime = Field(description="72 hours after ``aware``.")
    ordered_by: str = Field(description="Post that had it recalled.")
    cause: Cause
    reason: str
    nature: str
    people: str = Field(description="Categories of people concerned.")
    people_band: str = Field(description="About how many at most, as a band.")
    records: str = Field(description="Categories of records concerned.")
    contact: str = Field(description="The post to ask, such as the data protection officer.")
    consequences: str
    measures: tuple[str, ...]
    report: Answer = Field(description="Article 33: whether the Information Commissioner is told.")
    report_reason: str = Field(default="", description="Why not, or why later than 72 hours.")
    reported: AwareDatetime | None = None
    tell_people: Answer = Field(description="Article 34: whether the people concerned are told.")
    tell_people_reason: str = ""
    recipients: tuple[Recipient, ...]

    @model_validator(mode="after")
    def _check_answers(self) -> BreachRecord:
        if self.report_by != deadline(self.aware):
            raise ValueError(f"report_by: is {REPORT_HOURS} hours after aware, {deadline(self.aware).isoformat()}")
        if self.report is Answer.NO and not self.report_reason:
            raise ValueError("report_reason: say why the Information Commissioner is not told")
        if self.reported and self.reported > self.report_by and not self.report_reason:
            raise ValueError(f"report_reason: say why the report came later than {REPORT_HOURS} hours")
        if self.tell_people is Answer.NO and not self.tell_people_reason:
            raise ValueError("tell_people_reason: say why the people concerned are not told")
        return self

    def open_points(self) -> tuple[str, ...]:
        """Say what nobody decided or did yet."""
        points = {
            "nobody decided whether the Information Commissioner is told": self.report is Answer.UNDECIDED,
            "the Information Commissioner is to be told": self.report is Answer.YES and self.reported is None,
            "nobody decided whether the people concerned are told": self.tell_people is Answer.UNDECIDED,
        }
        return tuple(point for point, is_open in points.items() if is_open)


def deadline(aware: dt.datetime) -> dt.datetime:
    """Give the last moment of the report under Article 33(1)."""
    return aware + dt.timedelta(hours=REPORT_HOURS)


def band_of(persons: int | None) -> str:
    """Give a number of persons as a band, so that the record gives no count away."""
    if persons is None:
        return "not known"
    below = next((band for band in _BANDS if persons < band), None)
    return f"fewer than {below:,}" if below else f"{_BANDS[-1]:,} or more"
