"""What is public of guidance: each message that is current, its words for audiences, and the library of duties."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from clerestory.model.answers.guidance import Force, Standing
from clerestory.model.forms import Form
from clerestory.model.lessons.study import Agency


class PublicDuty(Form):
    """A duty of the library, in its last version."""

    id: str
    message: str = Field(description="Id of the message that it belongs to.")
    version: int
    words: str
    body: str
    section: str
    force: Force
    limit: str = ""
    binds: tuple[Agency, ...]
    in_force_from: dt.date
    in_force_until: dt.date | None = None


class PublicVariant(Form):
    """Where the message stands for an audience; the words are left out where they are not current."""

    audience: Agency
    standing: Standing
    text: str = ""
    of: int | None = Field(default=None, description="The version of the message that it says.")
    updated: dt.date | None = None
    reads: int = Field(ge=0, description="How many confirmed that they read the last version; nobody is followed.")


class PublicMessage(Form):
    """A message on a topic; its text is left out where it is not current."""

    id: str
    title: str
    standing: Standing
    version: int
    text: str = ""
    stands_from: dt.date | None = None
    review: dt.date
    variants: tuple[PublicVariant, ...] = ()
    closed: dt.date | None = None
    reason: str = Field(default="", description="Why it stands no more.")
    instead: str = Field(default="", description="Id of the message that stands in its place.")


class PublicGuidance(Form):
    """Every message, and the library of duties."""

    messages: tuple[PublicMessage, ...] = Field(min_length=1)
    duties: tuple[PublicDuty, ...] = ()
