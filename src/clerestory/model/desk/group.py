"""What came of the acts of the reference group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.model.desk.acts.group import Aim, Disposition, DocumentOfRound, Judgement
from clerestory.model.desk.anchors import Anchor
from clerestory.model.desk.states import RoundState


@dataclass(frozen=True)
class Wording:
    """What a comment said from a time on."""

    time: dt.datetime
    aim: Aim
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer to a comment; a later one replaces it and leaves it on record."""

    time: dt.datetime
    person: str
    disposition: Disposition
    text: str
    change: str


@dataclass(frozen=True)
class Remark:
    """A comment with all its wordings and answers, the latest last."""

    id: str
    member: str
    anchor: Anchor
    wordings: tuple[Wording, ...]
    withdrawn: dt.datetime | None = None
    answers: tuple[Answer, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The answer that stands."""
        return self.answers[-1] if self.answers else None


@dataclass(frozen=True)
class Declaration:
    """Interests as declared; ``text`` is empty where there are none."""

    time: dt.datetime
    text: str


@dataclass(frozen=True)
class Judged:
    """What became of declared interests."""

    time: dt.datetime
    person: str
    judgement: Judgement
    reason: str


@dataclass(frozen=True)
class Copy:
    """A reading copy that was opened."""

    time: dt.datetime
    document: str
    id: str


@dataclass(frozen=True)
class Reader:
    """Somebody who was invited to a round.

    Attributes
    ----------
    accepted : bool or None
        None so long as the invitation has no answer.
    declarations, judged
        The judgement is of the last declaration; a new declaration has none yet.
    due : date
        Theirs, with what they were given more.
    """

    member: str
    due: dt.date
    accepted: bool | None = None
    declarations: tuple[Declaration, ...] = ()
    judged: Judged | None = None
    copies: tuple[Copy, ...] = ()
    paused_until: dt.date | None = None
    finished: dt.datetime | None = None
    reminded: tuple[dt.datetime, ...] = ()

    @property
    def may_read(self) -> bool:
        """Whether their interests were declared and judged, and let them read."""
        return self.accepted is True and self.judged is not None and self.judged.judgement is not Judgement.ASIDE

    @property
    def is_out(self) -> bool:
        """Whether nothing more is expected of them in this round."""
        aside = self.judged is not None and self.judged.judgement is Judgement.ASIDE
        return self.accepted is False or aside or self.finished is not None


@dataclass(frozen=True)
class DissentingView:
    """A view that a member keeps; ``publish`` is what they said last."""

    id: str
    member: str
    time: dt.datetime
    comment: str | None
    text: str
    publish: bool


@dataclass(frozen=True)
class Round:
    """A round: who was asked about what, and what they said."""

    number: int
    state: RoundState
    draft: str
    documents: tuple[DocumentOfRound, ...]
    warning: str
    opened: dt.datetime
    readers: Mapping[str, Reader]
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    dissents: Mapping[str, DissentingView] = field(default_factory=dict)
    closed: dt.datetime | None = None
    settled: dt.datetime | None = None

    @property
    def last_day(self) -> dt.date:
        """The day on which the last of those who still read is due."""
        return max((reader.due for reader in self.readers.values() if not reader.is_out), default=dt.date.min)

    @property
    def standing(self) -> tuple[Remark, ...]:
        """The comments that were not taken back."""
        return tuple(remark for remark in self.remarks.values() if remark.withdrawn is None)


@dataclass(frozen=True)
class Terms:
    """Terms of reference and confidentiality in force."""

    version: str
    text: str
    time: dt.datetime


@dataclass(frozen=True)
class Group:
    """The reference group: its terms, who accepted which, and its rounds."""

    terms: Terms | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()

    def round(self, number: int) -> Round | None:
        """Give a round by its number, from 1."""
        return self.rounds[number - 1] if 1 <= number <= len(self.rounds) else None
