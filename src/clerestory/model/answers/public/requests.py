"""What of requests and questions is public: the disclosure log. Who asked is in none of it."""

from __future__ import annotations

import datetime as dt

from clerestory.model.answers.acts.requests import CitedFigure, Given, RequestKind
from clerestory.model.answers.exemptions import Section
from clerestory.model.commission import DataKind
from clerestory.model.forms import Form
from clerestory.model.grounds import GroundCode


class PublicSection(Form):
    """A section that an answer rests on, with the public code where the list has one."""

    section: Section
    title: str
    code: GroundCode | None = None


class PublicTable(Form):
    """A table that was made for an answer."""

    table: str
    title: str


class PublicRequest(Form):
    """An answered request: what was asked, in neutral words, and what was given."""

    reference: str
    kind: RequestKind
    received: dt.date
    answered: dt.date
    asked: str
    outcome: Given
    given: str = ""
    sections: tuple[PublicSection, ...] = ()
    figures: tuple[CitedFigure, ...] = ()
    tables: tuple[PublicTable, ...] = ()
    corrected: str = ""
    review: str = ""


class PublicRequests(Form):
    """The disclosure log, the last answer first."""

    data: DataKind
    requests: tuple[PublicRequest, ...]
