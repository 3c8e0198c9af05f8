"""What came of the disclosure check and of the release, and the whole state of a desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.model.decisions import Decision, Outcome
from clerestory.model.desk.group import Copy, Group, Round
from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.passages import TextReview
from clerestory.model.desk.states import OutputState, ReleaseState


@dataclass(frozen=True)
class Check:
    """What somebody decided at a gate, and when; the decision is as its file has it."""

    time: dt.datetime
    decision: Decision

    @property
    def outcome(self) -> Outcome:
        """What was decided."""
        return self.decision.outcome

    @property
    def reason(self) -> str:
        """Why."""
        return self.decision.reason


@dataclass(frozen=True)
class AskedException:
    """An exception from a rule that was asked for, and its answer."""

    rule: str
    person: str
    reason: str
    answer: Outcome | None = None
    approver: str = ""
    answered_why: str = ""


@dataclass(frozen=True)
class Output:
    """A draft at the disclosure check."""

    draft: str
    title: str
    authors: tuple[str, ...]
    submitted: dt.datetime
    lawyer: bool = False  # whether one is needed beside the checkers
    state: OutputState = OutputState.WAITING
    checks: Mapping[str, Check] = field(default_factory=dict)
    exceptions: Mapping[str, AskedException] = field(default_factory=dict)


@dataclass(frozen=True)
class Admitted:
    """A draft that came over to the desk.

    Attributes
    ----------
    checked : str
        The draft at gate protect that it came from.
    reviewed, decided : Check or None
        The decisions at gate release: of the chair, and of the lead statistician.
    signed_by, signed : str, datetime or None
        Empty until then.
    copies : mapping of str to tuple of Copy
        Opened apart from rounds, by the person who did.
    """

    draft: str
    checked: str
    authors: tuple[str, ...]
    checkers: tuple[str, ...]
    holds_clear: bool
    register_complete: bool
    admitted: dt.datetime
    state: ReleaseState = ReleaseState.ADMITTED
    reviewed: Check | None = None
    decided: Check | None = None
    signed_by: str = ""
    signed: dt.datetime | None = None
    lawyers: tuple[str, ...] = ()
    copies: Mapping[str, tuple[Copy, ...]] = field(default_factory=dict)

    @property
    def reviewed_by(self) -> str:
        """Who finished its review; empty until then."""
        return self.reviewed.decision.person if self.reviewed else ""

    @property
    def decided_by(self) -> str:
        """Who decided on its release; empty until then."""
        return self.decided.decision.person if self.decided else ""

    @property
    def involved(self) -> frozenset[str]:
        """Who made it, or decided about it at either gate: none of them signs its release."""
        of_gates = (*self.checkers, *self.lawyers, self.reviewed_by, self.decided_by)
        return frozenset({*self.authors, *of_gates} - {""})


@dataclass(frozen=True)
class Desk:
    """All that came of the acts of one zone; in the order in which drafts came."""

    group: Group = field(default_factory=Group)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    admitted: Mapping[str, Admitted] = field(default_factory=dict)
    texts: Mapping[str, TextReview] = field(default_factory=dict)
    holds: Mapping[str, LiveCase] = field(default_factory=dict)

    @property
    def latest(self) -> Admitted | None:
        """The draft that came last to the desk: the only one that can go on to a release."""
        return tuple(self.admitted.values())[-1] if self.admitted else None

    @property
    def rounds_since(self) -> tuple[Round, ...]:
        """The rounds about drafts that came after the last one that was signed: those of the release to come."""
        states = [one.state for one in self.admitted.values()]
        signed = max((n for n, state in enumerate(states) if state is ReleaseState.SIGNED), default=-1)
        later = set(tuple(self.admitted)[signed + 1 :])
        return tuple(round_ for round_ in self.group.rounds if round_.draft in later)

    def rounds_towards(self, draft: str) -> tuple[Round, ...]:
        """Give the rounds about a draft and those before it, back to the last one that was signed before it."""
        drafts = list(self.admitted)
        at = drafts.index(draft) if draft in self.admitted else -1
        signed = (n for n in range(at) if self.admitted[drafts[n]].state is ReleaseState.SIGNED)
        meant = drafts[max(signed, default=-1) + 1 : at + 1]
        return tuple(round_ for round_ in self.group.rounds if round_.draft in meant)
