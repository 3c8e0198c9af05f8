"""What of the ledger of commitments is public: all of it but who recorded what."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.answers.acts.commitments import Evidence, Source
from clerestory.model.commission import DataKind, Slug
from clerestory.model.forms import Form

StateCode = Literal["MADE", "PROG", "KEPT", "KEPTL", "PART", "SUPS", "BROK", "DROP"]


class ToldDue(Form):
    """A day that was given for a promise."""

    day: dt.date
    said_on: dt.date
    words: str = ""
    reason: str = Field(default="", description="Why it was given, where it was not in the first document.")
    recorded: dt.date | None = Field(
        default=None,
        description="From when it counts, where the day before it had passed and no document shows when it was said.",
    )


class ToldJudgement(Form):
    """Whether a condition was met, and what was decided."""

    is_met: bool
    decision: str
    decided: dt.date
    reason: str


class ToldPart(Form):
    """One of the things that a promise consists of."""

    id: Slug
    title: str
    evidence: tuple[Evidence, ...] = ()


class ToldReplaced(Form):
    """What stood there before a correction."""

    title: str = ""
    owner: str = ""
    source: Source | None = None


class ToldChange(Form):
    """An entry of the history."""

    number: int = Field(ge=1)
    recorded: dt.date
    what: str
    reason: str
    is_set_aside: bool = False
    before: ToldReplaced | None = Field(default=None, description="Of a correction: what it took the place of.")


class ToldCommitment(Form):
    """A promise and what became of it."""

    id: Slug
    title: str
    state: StateCode
    label: str = Field(description="What readers call the state.")
    owner: str
    first_said: dt.date
    sources: tuple[Source, ...]
    condition: str = ""
    judgements: tuple[ToldJudgement, ...] = ()
    dues: tuple[ToldDue, ...] = Field(default=(), description="In the order in which they were given.")
    due: dt.date | None = None
    is_overdue: bool = Field(description="On the day of the release.")
    closed: dt.date | None = None
    days_late: int | None = Field(default=None, description="Of one that was kept; negative where early.")
    is_dated_afterwards: bool = Field(default=False, description="Whether its day was given after it was kept.")
    evidence: tuple[Evidence, ...] = ()
    parts: tuple[ToldPart, ...] = ()
    successor: str = ""
    predecessors: tuple[str, ...] = ()
    follows: tuple[str, ...] = Field(default=(), description="Commitments before it in a chain.")
    followed_by: tuple[str, ...] = ()
    history: tuple[ToldChange, ...]


class PublicCommitments(Form):
    """The ledger of commitments on a day."""

    data: DataKind
    as_of: dt.date
    commitments: tuple[ToldCommitment, ...] = Field(description="By the day on which each was first made.")

    def told(self, subject: str) -> ToldCommitment | None:
        """Give a commitment by its id; None where there is none."""
        return next((one for one in self.commitments if one.id == subject), None)
