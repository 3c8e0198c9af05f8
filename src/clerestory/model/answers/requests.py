"""A request for information or a question in Parliament: what its acts have led to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import Section
from clerestory.model.grounds import GroundCode


class RequestState(Enum):
    """Where a request stands."""

    NONE = "not received"
    OPEN = "open"
    CLARIFYING = "waiting to be clarified"
    FEE = "waiting for a fee"
    DRAFTED = "waiting for clearance"
    CLEARED = "cleared"
    ANSWERED = "answered"
    IN_REVIEW = "under internal review"
    TRANSFERRED = "transferred"
    CLOSED = "closed"


@dataclass(frozen=True)
class Stopped:
    """Days that do not count towards a due day, both ends among them; ``end`` is None while they go on."""

    start: dt.date
    end: dt.date | None = None


@dataclass(frozen=True)
class Applied:
    """A section that is relied on, with the public code it stands for, and who relies on it."""

    act: acts.ApplyExemption
    person: str
    code: GroundCode | None

    @property
    def section(self) -> Section:
        """The section."""
        return self.act.section


@dataclass(frozen=True)
class Draft:
    """A version of an answer: who wrote it, and who let it go out and on which day, if somebody did."""

    version: int
    act: acts.DraftAnswer
    writer: str
    clearer: str = ""
    cleared: dt.date | None = None


@dataclass(frozen=True)
class Sent:
    """An answer that went out; ``applied`` are the sections that it rested on, ``pursuant`` what it corrects.

    ``others`` wrote or cleared a version before it, or registered a table.
    """

    draft: Draft
    day: dt.date
    sender: str
    applied: tuple[Applied, ...]
    printed: str | None
    pursuant: str = ""
    others: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """Who had a part in it: none of them decides its review."""
        named = {self.draft.writer, self.draft.clearer, self.sender, *(one.person for one in self.applied)}
        return self.others | named


@dataclass(frozen=True)
class Review:
    """An internal review."""

    asked: acts.AskReview
    extended: acts.ExtendReview | None = None
    decided: acts.DecideReview | None = None
    reviewer: str = ""


@dataclass(frozen=True)
class Request:
    """A request, folded from its acts.

    Attributes
    ----------
    counted_from : date
        The day after which the clock runs: of receipt, or of what made clear what is wanted, if that came later.
    latest : date
        The last day on which something happened: nothing is recorded as of before it.
    until : date, optional
        The day that takes the place of the clock's: of an extension, a holding answer, or a new answer that is due.
    extended : date, optional
        The day to which time was extended, also when the answer has gone.
    stopped : tuple of Stopped
        Days that do not count; the last goes on while a fee is waited for.
    drafts : int
        How many versions were written.
    writers : frozenset of str
        Who wrote a version since an answer was last sent: none of them clears one.
    helpers : frozenset of str
        Who cleared a version, or registered a table.
    tables : mapping
        The registered tables of its own, by id.
    """

    received: acts.ReceiveRequest
    counted_from: dt.date
    latest: dt.date
    state: RequestState = RequestState.OPEN
    owner: str = ""
    question: str = ""
    until: dt.date | None = None
    extended: dt.date | None = None
    asked_to_clarify: dt.date | None = None
    stopped: tuple[Stopped, ...] = ()
    applied: Mapping[Section, Applied] = field(default_factory=dict)
    drafts: int = 0
    draft: Draft | None = None
    writers: frozenset[str] = frozenset()
    helpers: frozenset[str] = frozenset()
    tables: Mapping[str, acts.RegisterTable] = field(default_factory=dict)
    holding: tuple[acts.HoldAnswer, ...] = ()
    sent: tuple[Sent, ...] = ()
    correcting: str = ""
    review: Review | None = None
    notes: tuple[acts.NoteRequest, ...] = ()
    ended: dt.date | None = None
    end_words: str = ""
    is_erased: bool = False

    @property
    def is_extended(self) -> bool:
        """Whether time was extended, which happens once."""
        return self.extended is not None

    @property
    def kind(self) -> acts.RequestKind:
        """What came."""
        return self.received.kind

    @property
    def personal(self) -> tuple[str, ...]:
        """The kept files that say who asked; none once they were erased."""
        letters = (self.received.asker, self.received.letter, self.review.asked.letter if self.review else None)
        return () if self.is_erased else tuple(one for one in letters if one)

    @property
    def unregistered(self) -> tuple[str, ...]:
        """Tables of the draft's own that no run knows of yet."""
        named = self.draft.act.tables if self.draft else ()
        return tuple(one.table for one in named if one.table not in self.tables)
