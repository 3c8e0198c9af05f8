"""Guidance for practitioners: one message on a topic, variants for audiences, and the duties that it rests on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from clerestory.model.lessons.study import Agency


class Force(Enum):
    """How strong a duty is; every other word of duty is read as one of these."""

    MUST = "must"
    MUST_NOT = "must not"
    SHOULD = "should"
    SHOULD_NOT = "should not"
    MAY = "may"
    NEED_NOT = "need not"


class Standing(Enum):
    """Where the message stands for an audience."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    CONFLICT = "in conflict"
    NONE = "no message"


@dataclass(frozen=True)
class Duty:
    """A version of a duty of the library.

    Attributes
    ----------
    body : str
        Who is bound.
    binds : tuple of Agency
        The audiences whose message has to have it.
    until : date, optional
        The last day on which it is in force.
    """

    id: str
    version: int
    words: str
    body: str
    section: str
    force: Force
    limit: str
    binds: tuple[Agency, ...]
    day: dt.date
    until: dt.date | None
    reason: str


@dataclass(frozen=True)
class MessageVersion:
    """A version of the message."""

    number: int
    text: str
    day: dt.date
    person: str
    reason: str


@dataclass(frozen=True)
class Variant:
    """The message in words for one audience; ``of`` is the version of the source that it says."""

    audience: Agency
    of: int
    text: str
    day: dt.date
    person: str


@dataclass(frozen=True)
class Reads:
    """How many of an audience said that they read a version of the message."""

    audience: Agency
    of: int
    reads: int
    day: dt.date


@dataclass(frozen=True)
class Topic:
    """A topic and everything that was ever said on it.

    Attributes
    ----------
    duties : tuple of Duty
        Every version of each, the older first.
    variants : tuple of Variant
        Those that stand, one for an audience.
    earlier : tuple of Variant
        Those that others have replaced, or that were withdrawn.
    reads : tuple of Reads
        Every report, the older first.
    """

    title: str
    owner: str
    opened: dt.date
    review: dt.date
    duties: tuple[Duty, ...] = ()
    versions: tuple[MessageVersion, ...] = ()
    variants: tuple[Variant, ...] = ()
    earlier: tuple[Variant, ...] = ()
    reads: tuple[Reads, ...] = ()
    closed: dt.date | None = None
    reason: str = ""
    instead: str = ""

    @property
    def source(self) -> MessageVersion | None:
        """The last version of the message: the one source of all variants; None before the first."""
        return self.versions[-1] if self.versions else None

    @property
    def library(self) -> dict[str, Duty]:
        """The last version of each duty."""
        return {duty.id: duty for duty in self.duties}

    @property
    def by_audience(self) -> dict[Agency, Variant]:
        """The variant that each audience has."""
        return {variant.audience: variant for variant in self.variants}

    def reads_of(self, audience: Agency) -> int:
        """Give how many of an audience confirmed that they read the last version of the message."""
        number = self.source.number if self.source else 0
        return next((one.reads for one in reversed(self.reads) if (one.audience, one.of) == (audience, number)), 0)
