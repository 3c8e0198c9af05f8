"""What is public of the research that is followed."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from clerestory.model.forms import Form


class PublicEdition(Form):
    """A version of what is followed."""

    name: str
    seen: dt.date


class PublicCheck(Form):
    """A look at it, and what it changed here: ids of findings, messages of guidance and commitments."""

    day: dt.date
    found: str
    edition: str = ""
    findings: tuple[str, ...] = ()
    guidance: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()


class PublicWatchItem(Form):
    """What is followed: whose work it is, when it is next looked at, and what every look found."""

    id: str
    what: str
    by: str
    why: str
    address: str = ""
    since: dt.date
    next_check: dt.date | None = Field(default=None, description="While it is followed.")
    is_overdue: bool = Field(description="On the day of the release nobody had looked at it in time.")
    ended: dt.date | None = None
    reason: str = Field(default="", description="Why it is followed no more.")
    editions: tuple[PublicEdition, ...] = ()
    checks: tuple[PublicCheck, ...] = ()


class PublicWatch(Form):
    """Everything that is followed, and what was."""

    items: tuple[PublicWatchItem, ...] = Field(min_length=1)
