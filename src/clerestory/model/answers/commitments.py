"""Commitments as the ledger has them: state, days, evidence, and every change that led there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.model.answers.acts.commitments import (
    CommitmentAct,
    Evidence,
    JudgeCondition,
    MakeCommitment,
    PlannedPart,
    Source,
)


class CommitmentState(Enum):
    """The states of the code list ``commitment_state``, and none before a promise is in the ledger."""

    NONE = ""
    MADE = "MADE"
    IN_PROGRESS = "PROG"
    KEPT = "KEPT"
    KEPT_LATE = "KEPTL"
    PARTLY_KEPT = "PART"
    SUPERSEDED = "SUPS"
    BROKEN = "BROK"
    DROPPED = "DROP"

    @property
    def label(self) -> str:
        """What readers call it, as the code list has it."""
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in (CommitmentState.MADE, CommitmentState.IN_PROGRESS, CommitmentState.PARTLY_KEPT)

    @property
    def is_kept(self) -> bool:
        """Whether the whole promise was kept, on time or late."""
        return self in (CommitmentState.KEPT, CommitmentState.KEPT_LATE)


_LABELS = {
    CommitmentState.NONE: "Not in the ledger",
    CommitmentState.MADE: "Made",
    CommitmentState.IN_PROGRESS: "In progress",
    CommitmentState.KEPT: "Kept, evidence attached",
    CommitmentState.KEPT_LATE: "Kept late, evidence attached",
    CommitmentState.PARTLY_KEPT: "Partly kept",
    CommitmentState.SUPERSEDED: "Superseded, successor named",
    CommitmentState.BROKEN: "Broken",
    CommitmentState.DROPPED: "Withdrawn, reason published",
}


@dataclass(frozen=True)
class GivenDue:
    """A day that was given for a promise, when and why.

    Attributes
    ----------
    recorded : date, optional
        From when it counts, where it was recorded after the day that it replaces had passed and no document of the
        ledger shows when it was said.
    """

    day: dt.date
    said_on: dt.date
    words: str = ""
    reason: str = ""
    recorded: dt.date | None = None

    @property
    def counts_from(self) -> dt.date:
        """The day from which it is in force: nobody's word moves it to before the day that it replaces had passed."""
        return self.recorded or self.said_on


@dataclass(frozen=True)
class Part:
    """One of the things that a promise consists of, with what shows that it was kept."""

    planned: PlannedPart
    evidence: tuple[Evidence, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Whether evidence is there."""
        return bool(self.evidence)


@dataclass(frozen=True)
class Replaced:
    """What stood there before a correction; empty or None what was not corrected."""

    title: str = ""
    owner: str = ""
    source: Source | None = None


@dataclass(frozen=True)
class Change:
    """One entry of the history of a commitment.

    Attributes
    ----------
    number : int
        Counted from 1, in the order of the record.
    time : datetime
        When it was recorded, in UTC.
    person : str
        Who did it.
    set_aside : int
        The number of the change that set this one aside; 0 where it counts.
    before : Replaced, optional
        What a correction took the place of.
    """

    number: int
    time: dt.datetime
    person: str
    act: CommitmentAct
    after: CommitmentState
    set_aside: int = 0
    before: Replaced | None = None


@dataclass(frozen=True)
class Commitment:
    """A promise and what became of it.

    Attributes
    ----------
    dues : tuple of GivenDue
        In the order in which they were given; the last one counts now.
    judgements : tuple of JudgeCondition
        Of a conditional promise; the last one counts.
    evidence : tuple of Evidence
        Of the whole promise, or of what was kept of one without named parts.
    closed : date, optional
        The day on which nothing was left to do: of the latest evidence, or as it was said.
    """

    made: MakeCommitment
    title: str
    owner: str
    sources: tuple[Source, ...]
    state: CommitmentState = CommitmentState.MADE
    dues: tuple[GivenDue, ...] = ()
    judgements: tuple[JudgeCondition, ...] = ()
    parts: tuple[Part, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    successor: str = ""
    closed: dt.date | None = None
    history: tuple[Change, ...] = ()

    @property
    def first_said(self) -> dt.date:
        """The day of the earliest source."""
        return min(source.dated for source in self.sources)

    @property
    def words(self) -> str:
        """The words of the first source."""
        return self.sources[0].words

    @property
    def who(self) -> str:
        """Whose promise it is."""
        return self.owner

    @property
    def due(self) -> dt.date | None:
        """The day that counts now; None where none was given."""
        return self.dues[-1].day if self.dues else None

    @property
    def is_conditional(self) -> bool:
        """Whether something has to happen first."""
        return bool(self.made.condition)

    @property
    def is_bound(self) -> bool:
        """Whether it has to be kept: a conditional one only when its condition is met."""
        return not self.is_conditional or bool(self.judgements and self.judgements[-1].is_met)

    @property
    def shown(self) -> tuple[Evidence, ...]:
        """All evidence, of the whole and of parts."""
        return tuple(dict.fromkeys([*(one for part in self.parts for one in part.evidence), *self.evidence]))

    @property
    def days_late(self) -> int | None:
        """Days from the day that was due to the last evidence, negative where early.

        None where it is not kept, and where the only days were given after the deed: such a day measures nothing.
        """
        if not self.state.is_kept or self.closed is None or self.is_dated_afterwards:
            return None
        due = due_in_force(self.dues, self.closed)
        return None if due is None else (self.closed - due.day).days

    @property
    def is_dated_afterwards(self) -> bool:
        """Whether it was kept before anybody gave it a day."""
        return (
            self.closed is not None and self.state.is_kept and all(one.counts_from > self.closed for one in self.dues)
        )


def due_in_force(dues: tuple[GivenDue, ...], day: dt.date) -> GivenDue | None:
    """Give the due day that was in force on a day: the last that had been given by then, or else the first one.

    So nobody makes a late deed one in time by moving the day after it.
    """
    there = [one for one in dues if one.counts_from <= day]
    if there:
        return there[-1]
    return dues[0] if dues else None
