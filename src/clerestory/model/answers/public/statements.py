"""What is public of statements: those that may be repeated, and that others may not."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from clerestory.model.answers.statements import Sort
from clerestory.model.forms import Form


class PublicSource(Form):
    """A document that a statement stands in."""

    document: str
    paragraph: str = ""
    day: dt.date


class PublicStatement(Form):
    """A statement; its words are left out where it may not be repeated."""

    id: str
    sort: Sort
    is_current: bool
    words: str = Field(default="", description="With date and who said it; testimony is marked as such.")
    by: str
    said_on: dt.date
    checked: dt.date = Field(description="The last day on which somebody found it to hold.")
    review: dt.date = Field(description="The last day on which it is repeated without a further check.")
    sources: tuple[PublicSource, ...] = ()
    ended: dt.date | None = None
    why_not: str = Field(default="", description="Why it may not be repeated.")
    replaced_by: str = ""


class PublicStatements(Form):
    """Every statement."""

    statements: tuple[PublicStatement, ...] = Field(min_length=1)
