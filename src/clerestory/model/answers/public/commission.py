"""What is public of commissions: who asked what, and what answers it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from clerestory.model.forms import Form


class PublicAsker(Form):
    """Who asked, or took over what others had asked."""

    post: str
    day: dt.date
    document: str


class PublicQuestion(Form):
    """A question, how far it is answered, and by what."""

    id: str
    words: str
    asker: PublicAsker
    state: str
    answer: str = ""
    findings: tuple[str, ...] = Field(default=(), description="Ids of tables, charts and findings.")
    release: dt.date | None = Field(default=None, description="The date of the release that has them.")
    why: str = Field(default="", description="Why it is not answered in full, or asked no more.")
    answered: dt.date | None = None


class PublicCommission(Form):
    """A commission, with who took it over."""

    id: str
    title: str
    lawful_basis: str
    askers: tuple[PublicAsker, ...]
    questions: tuple[PublicQuestion, ...] = ()


class PublicCommissions(Form):
    """Every commission."""

    commissions: tuple[PublicCommission, ...] = Field(min_length=1)
