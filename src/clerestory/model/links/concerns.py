"""Concern notices in words: what a study sets, what a person decides, and what one giver is told.

A notice goes back to the bodies that know a child already, under their own pseudonyms. It is no score, no finding and
no prediction: it says that several bodies know the child and that none of them recorded a flag of concern.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission import Role, Slug
from clerestory.model.decisions import KeyedHash, Signature, Simulated
from clerestory.model.forms import Form
from clerestory.model.sharing import Provider, Words

NoticeNumber = Annotated[str, Field(pattern=r"^[0-9a-f]{20}$")]


class NoticeOutcome(Enum):
    """What a person decided about a notice."""

    NOTIFY = "notify"
    DO_NOT_NOTIFY = "do not notify"


class ConcernDecision(Form):
    """One person's decision on one notice: ``vault/concerns/decisions/<notice>.toml``."""

    form: Literal["clerestory-concern-decision/1"]
    notice: NoticeNumber
    draft: KeyedHash = Field(description="What would be written to all givers of the notice.")
    person: Slug = Field(description="Id of a person in study.toml.")
    role: Literal[Role.SAFEGUARDING] = Field(description="The role in which the person decides.")
    outcome: NoticeOutcome
    reason: Words
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""


class OwnRow(Form):
    """A row of the giver's own return."""

    return_id: str = Field(description="The giver's own return.")
    pseudonym: str = Field(pattern=r"^vic[a-z2-7]{26}$", description="As the giver sent it in that return.")


class ConcernNotice(Form):
    """What one giver is told of one child: ``vault/concerns/notices/<provider>/<reference>.toml``."""

    form: Literal["clerestory-concern-notice/1"]
    mark: str = Field(default="", description="What says that cases are made up.")
    notice: NoticeNumber = Field(description="A reference of this giver's own; no other giver's notice has it.")
    provider: Provider
    rows: tuple[OwnRow, ...] = Field(min_length=1, description="The giver's own rows, of no other giver.")
    known: str = Field(
        description="That several bodies know the child; how many, or of which kinds, if the law allows."
    )
    flags: str = Field(description="That none of them recorded a flag of concern.")
    link: str = Field(description="How sure it is that these are records of one person, in words.")
    limits: str = Field(description="What the notice does not say.")
    todo: str = Field(description="What the receiver does: its own look, its own procedures.")
    to: str = Field(description="Who receives it, as a post.")
    decided_by: str = Field(description="The post of who decided.")
    decided: dt.date
    record: str = Field(description="SHA-256 of the record of sharing under which it goes.")
    destroy_by: dt.date | None = None
