"""The commission as people asked for it: questions, who asked and took over, and what answers each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum


class Extent(Enum):
    """How far a question is answered."""

    IN_FULL = "in full"
    IN_PART = "in part"
    NOT_ANSWERABLE = "not from these data"

    @property
    def has_findings(self) -> bool:
        """Whether findings answer it."""
        return self is not Extent.NOT_ANSWERABLE


@dataclass(frozen=True)
class Asker:
    """Who asked, from a day; ``document`` is where it stands."""

    post: str
    day: dt.date
    document: str


@dataclass(frozen=True)
class QuestionAnswer:
    """What answers a question; ``findings`` are ids of tables, charts and findings of the release of that date."""

    extent: Extent
    findings: tuple[str, ...]
    release: dt.date | None
    words: str
    why: str
    day: dt.date


@dataclass(frozen=True)
class Question:
    """A question with every answer that it was given, the last of which counts."""

    id: str
    words: str
    asker: Asker
    answers: tuple[QuestionAnswer, ...] = ()
    withdrawn: dt.date | None = None
    withdrawn_by: str = ""
    reason: str = ""

    @property
    def answer(self) -> QuestionAnswer | None:
        """The answer that counts; None while there is none."""
        return self.answers[-1] if self.answers else None

    @property
    def state(self) -> str:
        """How far it is answered, in words."""
        if self.withdrawn:
            return "withdrawn"
        return self.answer.extent.value if self.answer else "not answered yet"


@dataclass(frozen=True)
class AskedCommission:
    """A commission; ``askers`` are the first who asked and all who took it over, in order."""

    title: str
    lawful_basis: str
    askers: tuple[Asker, ...]
    questions: tuple[Question, ...] = ()

    def question(self, name: str) -> Question | None:
        """Give a question by its id; None where there is none."""
        return next((one for one in self.questions if one.id == name), None)

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that are still asked and have no answer."""
        return tuple(one for one in self.questions if one.answer is None and one.withdrawn is None)
