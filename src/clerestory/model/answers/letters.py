"""Letters: threads, their parts, where each part stands, and who stands in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from pydantic import Field

from clerestory.model.answers.acts.letters import LetterAct, Sender
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.bank_holidays import Jurisdiction
from clerestory.model.forms import Form

_OWN = re.compile(r"([A-Z]{2,8}/[0-9]{7})/([1-9][0-9]{0,2})")


class Direction(Enum):
    """Whether somebody wrote to the office, or the office writes of its own."""

    IN = "in"
    OUT = "out"


class LetterState(Enum):
    """Where a part stands; the values are what pages and lists say."""

    RECEIVED = "to be assigned"
    ASSIGNED = "to be drafted"
    DRAFTED = "waiting for clearance"
    CLEARED = "cleared, to be sent"
    SENT = "answered"
    TRANSFERRED = "transferred"
    CLOSED = "closed without a reply"
    MERGED = "merged with another letter"

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to do something here."""
        return self in OPEN_STATES


OPEN_STATES = (LetterState.RECEIVED, LetterState.ASSIGNED, LetterState.DRAFTED, LetterState.CLEARED)


class Party(Form):
    """A person or body that a letter is from or goes to: kept apart from the record of acts, where it can be erased."""

    name: str = Field(min_length=1, max_length=200)
    post: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=1_000)


class LetterPeople(Form):
    """Who writes, to whom, and who has copies; of a letter of the office's own the writers are the signatories."""

    writers: tuple[Party, ...] = Field(min_length=1, max_length=50)
    addressees: tuple[Party, ...] = Field(default=(), max_length=50)
    copies: tuple[Party, ...] = Field(default=(), max_length=50)

    @property
    def words(self) -> str:
        """All names and posts, by which a letter is found."""
        everybody = (*self.writers, *self.addressees, *self.copies)
        return " ".join(f"{one.name} {one.post}".strip() for one in everybody)

    @property
    def signed(self) -> Mapping[str, Party]:
        """Who writes, by their names in one spelling, each once: of two addresses the first that is given."""
        found: dict[str, Party] = {}
        for one in self.writers:
            name = " ".join(one.name.split()).casefold()
            if name not in found or not found[name].address:
                found[name] = one
        return found


@dataclass(frozen=True)
class Run:
    """A run of the clock of a part: from a day of receipt, until another body has it or the part ends.

    Attributes
    ----------
    received : date
        The clock starts the day after.
    ended : date, optional
        The day on which it was passed on, answered or closed.
    """

    received: dt.date
    target_days: int
    jurisdictions: tuple[Jurisdiction, ...]
    ended: dt.date | None = None
    transferred_from: str = ""


@dataclass(frozen=True)
class Draft:
    """A version of a reply; ``text`` is the digest of what was written, ``cleared_text`` of how that was printed."""

    version: int
    text: str
    writer: str
    written: dt.datetime
    cleared_by: str = ""
    cleared: dt.datetime | None = None
    cleared_text: str = ""
    returned: str = ""


@dataclass(frozen=True)
class Holding:
    """A holding reply."""

    sent: dt.date
    expected: dt.date
    text: str


@dataclass(frozen=True)
class Sent:
    """How a part was answered."""

    day: dt.date
    version: int
    signatory: str
    text: str
    days_late: int


@dataclass(frozen=True)
class Part:
    """One thing that came or goes in a thread.

    Attributes
    ----------
    runs : tuple of Run
        Runs of its clock, the last one counts; empty for a letter of the office's own.
    ended : date, optional
        The day on which it was answered, closed, merged or passed on.
    """

    number: int
    direction: Direction
    sender: Sender
    subject: str
    begun: dt.date
    people: tuple[str, ...]
    dated: dt.date | None = None
    theirs: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    state: LetterState = LetterState.RECEIVED
    owner: str = ""
    asks: tuple[str, ...] = ()
    links: tuple[tuple[Kind, str], ...] = ()
    holdings: tuple[Holding, ...] = ()
    drafts: tuple[Draft, ...] = ()
    sent: Sent | None = None
    ended: dt.date | None = None
    end_words: str = ""
    merged_into: str = ""
    duplicates: tuple[str, ...] = ()
    erased: dt.date | None = None

    @property
    def draft(self) -> Draft | None:
        """The last version of the reply; None before the first."""
        return self.drafts[-1] if self.drafts else None

    @property
    def run(self) -> Run | None:
        """The run of the clock that counts; None for a letter of the office's own."""
        return self.runs[-1] if self.runs else None

    @property
    def writers(self) -> frozenset[str]:
        """Everybody who wrote a version of the reply."""
        return frozenset(one.writer for one in self.drafts)

    @property
    def kept(self) -> tuple[str, ...]:
        """Digests of all that is kept of it, which erasure takes away."""
        texts = [one.text for one in (*self.holdings, *self.drafts, *((self.sent,) if self.sent else ()))]
        cleared = filter(None, (one.cleared_text for one in self.drafts))
        return tuple(dict.fromkeys((*self.people, *self.documents, *texts, *cleared)))


@dataclass(frozen=True)
class Letter:
    """A thread: all its parts in order, and all that was done.

    Attributes
    ----------
    thread : str
        Series and number, ``MIN/0007211``.
    """

    thread: str
    parts: tuple[Part, ...]
    done: tuple[Done[LetterAct], ...]

    def part(self, number: int) -> Part | None:
        """Give a part by its number; None where there is none."""
        return self.parts[number - 1] if 1 <= number <= len(self.parts) else None

    def reference(self, number: int) -> str:
        """Give the own reference of a part, ``MIN/0007211/1``."""
        return f"{self.thread}/{number}"

    @property
    def open_parts(self) -> tuple[Part, ...]:
        """The parts with which somebody has still to do something."""
        return tuple(part for part in self.parts if part.state.is_open)

    @property
    def references(self) -> Iterator[str]:
        """Own references and those of others, by which it is found; those of a merged part lead where it went."""
        yield self.thread
        for part in self.parts:
            yield self.reference(part.number)
            yield from part.theirs if part.state is not LetterState.MERGED else ()
            yield from part.duplicates


def split_reference(text: str) -> tuple[str, int] | None:
    """Read an own reference: its thread and part; None where it is none.

    Examples
    --------
    >>> split_reference("MIN/0007211/1")
    ('MIN/0007211', 1)
    >>> split_reference("AG/GUES01001/01180267")
    """
    found = _OWN.fullmatch(text.strip())
    return (found[1], int(found[2])) if found else None
