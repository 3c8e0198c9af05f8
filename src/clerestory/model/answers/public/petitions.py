"""What of petitions is public: what was asked, each version of the response, what was decided, and the days it took."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from clerestory.model.answers.petitions.responses import AskKind, Committee, Release, Verdict
from clerestory.model.answers.petitions.snapshot import DebateState, PetitionState, ResponseState
from clerestory.model.forms import Form


class ToldReason(Form):
    """Why something is held back: the ground, its law, and the words of who answered."""

    code: str
    meaning: str
    law: str
    words: str
    public_interest: str = ""
    review_by: dt.date


class ToldElement(Form):
    """One thing that was asked for, and the words of a version that answer it; empty where it has none."""

    id: str
    asked: str
    answered: str = ""


class ToldDecision(Form):
    """What the Committee decided about a version."""

    decision: Committee
    day: dt.date
    reason: str
    due: dt.date | None = None


class ToldVersion(Form):
    """A version of the response, as it was sent."""

    number: int
    by: str = Field(description="The body or post that gave it.")
    sent: dt.date
    asked: dt.date = Field(description="When it was asked for.")
    due: dt.date | None = None
    days: int = Field(description="Calendar days from the ask, without those on which Parliament did not sit.")
    working_days: int = Field(description="Working days in England and Wales, for comparison.")
    late_days: int
    verdict: Verdict | None = Field(default=None, description="None where it said neither yes, no nor partly.")
    summary: str
    details: str
    is_paraphrase: bool = False
    is_checked: bool = Field(description="Whether it passed the checks of this program before it was sent.")
    release: Release | None = None
    held_back: tuple[ToldReason, ...] = ()
    elements: tuple[ToldElement, ...]
    decisions: tuple[ToldDecision, ...] = ()
    commitments: tuple[str, ...] = ()


class ToldEvent(Form):
    """One thing that happened, on a day."""

    day: dt.date
    words: str


class ToldCount(Form):
    """How many had signed, as the site told it on a day."""

    day: dt.date
    signatures: int


class PublicPetition(Form):
    """A petition that was answered."""

    number: int
    title: str
    address: str = Field(default="", description="Its page on the petitions site; of invented petitions there is none.")
    asked: str = Field(description="The ask, verbatim.")
    kind: AskKind
    state: PetitionState | None = None
    response: ResponseState
    debate: DebateState
    counts: tuple[ToldCount, ...] = ()
    versions: tuple[ToldVersion, ...] = Field(min_length=1)
    events: tuple[ToldEvent, ...]

    @property
    def latest(self) -> ToldVersion:
        """The version in force."""
        return self.versions[-1]


class PublicPetitions(Form):
    """Every petition that was answered, the last answered first."""

    petitions: tuple[PublicPetition, ...]
