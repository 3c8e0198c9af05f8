"""A petition as the petitions site told it on one day, and the words for where it stands."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated

from pydantic import Field

from clerestory.model.forms import Form

MOST_SIGNATURES = 1_000_000_000
SiteText = Annotated[str, Field(max_length=60_000)]
SiteLine = Annotated[str, Field(max_length=2_000)]
Signatures = Annotated[int, Field(ge=0, le=MOST_SIGNATURES)]
PetitionNumber = Annotated[int, Field(ge=1, le=999_999_999)]


class PetitionState(Enum):
    """Where a petition stands on the site: ``Petition::STATES`` of e-petitions."""

    PENDING = "pending"
    VALIDATED = "validated"
    SPONSORED = "sponsored"
    FLAGGED = "flagged"
    DORMANT = "dormant"
    OPEN = "open"
    CLOSED = "closed"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    STOPPED = "stopped"


class ResponseState(Enum):
    """Whether a response is due to those who signed."""

    NONE = "none"
    AWAITING = "awaiting"
    RESPONDED = "responded"


class DebateState(Enum):
    """Whether Parliament debates it."""

    NONE = "none"
    AWAITING = "awaiting"
    SCHEDULED = "scheduled"
    DEBATED = "debated"
    NOT_DEBATED = "not debated"


class Shape(Enum):
    """In which of its shapes the site told it."""

    LIVE = "live"
    ARCHIVED = "archived"
    OLDER = "older"  # before 2015: a title and a description, and a response without a summary


class SignedIn(Form):
    """How many signed in a country, region or constituency."""

    code: SiteLine = ""
    name: SiteLine = ""
    signatures: Signatures = 0


class SiteParliament(Form):
    """The parliament of an archived petition, with the thresholds of its time."""

    period: SiteLine = ""
    government: SiteLine = ""
    dissolved: dt.date | None = None
    response_signatures: Signatures | None = None
    debate_signatures: Signatures | None = None


class SiteRejection(Form):
    """Why a petition was rejected."""

    code: SiteLine = ""
    details: SiteText = ""


class SiteResponse(Form):
    """The response that the site shows."""

    responded: dt.date | None = None
    summary: SiteText = ""
    details: SiteText = ""


class SiteDebate(Form):
    """What the site tells of a debate; without a day it was not debated, and the overview says why."""

    debated: dt.date | None = None
    overview: SiteText = ""
    transcript: SiteLine = ""
    video: SiteLine = ""
    pack: SiteLine = ""


class SiteBusiness(Form):
    """Other business of Parliament about a petition; its text stands in the kept file."""

    day: dt.date | None = None
    subject: SiteLine = ""


class PetitionSnapshot(Form):
    """A petition as the site told it; what it did not tell is empty or None."""

    number: PetitionNumber
    shape: Shape
    action: SiteText = ""
    background: SiteText = ""
    additional_details: SiteText = ""
    committee_note: SiteText = ""
    state: PetitionState | None = None
    signatures: Signatures | None = None
    created: dt.datetime | None = None
    updated: dt.datetime | None = None
    opened: dt.datetime | None = None
    closed: dt.datetime | None = None
    rejected: dt.datetime | None = None
    moderation_reached: dt.datetime | None = None
    response_reached: dt.datetime | None = None
    responded: dt.datetime | None = None
    debate_reached: dt.datetime | None = None
    debate_scheduled: dt.date | None = None
    debate_outcome: dt.datetime | None = None
    parliament: SiteParliament | None = None
    rejection: SiteRejection | None = None
    response: SiteResponse | None = None
    debate: SiteDebate | None = None
    departments: tuple[SiteLine, ...] = ()
    topics: tuple[SiteLine, ...] = ()
    by_country: tuple[SignedIn, ...] = ()
    by_region: tuple[SignedIn, ...] = ()
    by_constituency: tuple[SignedIn, ...] = ()
    business: tuple[SiteBusiness, ...] = ()

    @property
    def title(self) -> str:
        """What it asks for, or its number where the site does not say."""
        return self.action or f"Petition {self.number}"
