"""Where a petition stands: everything that was told, asked, answered and decided, and nothing of it lost."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.model.answers.acts.petitions import (
    DecideResponse,
    ImportPetition,
    RecordAsk,
    RecordDebate,
    RecordResponse,
    WriteResponse,
)
from clerestory.model.answers.petitions.responses import AskKind, Committee, Element, Verdict
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot


class VersionState(Enum):
    """Where a version of the response stands."""

    WRITTEN = "waits to be cleared"
    CLEARED = "waits to be sent"
    SENT = "sent"
    ASIDE = "put aside for a later version"


class Standing(Enum):
    """What is to be done about a petition next."""

    NOT_DUE = "no answer is due"
    SIGNING = "collects signatures"
    TO_ANSWER = "to be answered"
    TO_CLEAR = "to be cleared"
    TO_SEND = "to be sent"
    SENT = "with the Committee"
    TO_REVISE = "to be revised"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Version:
    """A version of the response.

    Attributes
    ----------
    number : int
        From 1, never used twice.
    ask : int
        Which ask it answers, as its place in ``Petition.asks``.
    act : WriteResponse or RecordResponse
        As it was written here, or recorded as given elsewhere.
    time : datetime
        When it was written down, in UTC.
    writer, cleared_by : str
        Ids of people; empty where nobody cleared it.
    """

    number: int
    ask: int
    act: WriteResponse | RecordResponse
    time: dt.datetime
    writer: str
    state: VersionState = VersionState.WRITTEN
    cleared_by: str = ""
    sent: dt.date | None = None

    @property
    def is_written_here(self) -> bool:
        """Whether it passed the checks of this program; else it was recorded as it was given elsewhere."""
        return isinstance(self.act, WriteResponse)

    @property
    def is_open(self) -> bool:
        """Whether it waits to be cleared or sent."""
        return self.state in (VersionState.WRITTEN, VersionState.CLEARED)

    @property
    def verdict(self) -> Verdict | None:
        """Yes, no or partly; None where one given elsewhere said none of these."""
        return self.act.text.verdict if isinstance(self.act, WriteResponse) else self.act.verdict

    @property
    def summary(self) -> str:
        """Its summary."""
        return self.act.text.summary if isinstance(self.act, WriteResponse) else self.act.summary

    @property
    def details(self) -> str:
        """Its details."""
        return self.act.text.details if isinstance(self.act, WriteResponse) else self.act.details

    @property
    def passages(self) -> dict[str, str]:
        """The words that answer an element, by the element's id."""
        if isinstance(self.act, WriteResponse):
            return {one.element: one.words for one in self.act.text.passages}
        return dict(self.act.passages)

    @property
    def commitments(self) -> tuple[str, ...]:
        """Ids of the commitments that it makes."""
        return self.act.text.commitments if isinstance(self.act, WriteResponse) else self.act.commitments


@dataclass(frozen=True)
class Petition:
    """A petition with all that was done about it, each in the order in which it was recorded."""

    told: tuple[ImportPetition, ...]
    asks: tuple[RecordAsk, ...] = ()
    versions: tuple[Version, ...] = ()
    decisions: tuple[DecideResponse, ...] = ()
    debates: tuple[RecordDebate, ...] = ()

    @property
    def latest(self) -> PetitionSnapshot:
        """What the site told last."""
        return self.told[-1].petition

    @property
    def ask(self) -> RecordAsk | None:
        """The ask in force."""
        return self.asks[-1] if self.asks else None

    @property
    def kind(self) -> AskKind | None:
        """What kind of ask it is."""
        return self.ask.kind if self.ask else None

    @property
    def sent(self) -> tuple[Version, ...]:
        """The versions that were sent."""
        return tuple(one for one in self.versions if one.state is VersionState.SENT)

    @property
    def waiting(self) -> Version | None:
        """The version that waits to be cleared or sent."""
        return next((one for one in self.versions if one.is_open), None)

    @property
    def writers(self) -> frozenset[str]:
        """Who wrote a version since the last one was sent: saved again, words are still theirs."""
        last = max((one.number for one in self.sent), default=0)
        return frozenset(one.writer for one in self.versions if one.number > last)

    def version(self, number: int) -> Version | None:
        """Give a version by its number."""
        return next((one for one in self.versions if one.number == number), None)

    def decided(self, number: int) -> tuple[DecideResponse, ...]:
        """Give what was decided about a version, in its order."""
        return tuple(one for one in self.decisions if one.version == number)

    def is_to_revise(self) -> bool:
        """Say whether a revision of the last version that was sent is asked for, and none was sent since."""
        decided = self.decided(self.sent[-1].number) if self.sent else ()
        asked = [one.decision for one in decided if one.decision is not Committee.NOTED]
        return bool(asked) and asked[-1] is Committee.REVISION_REQUESTED

    def elements_of(self, version: Version) -> tuple[Element, ...]:
        """Give the elements that a version answers."""
        return self.asks[version.ask].elements if self.asks else ()
