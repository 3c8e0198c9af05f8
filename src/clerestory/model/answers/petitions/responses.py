"""The answer to a petition as its form asks for it: yes, no or partly, and each of its reasons apart (rule P7)."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Self

from pydantic import Field, model_validator

from clerestory.model.answers.acts.common import Reason
from clerestory.model.commission import OutputKind, Slug
from clerestory.model.commission.withheld import check_ground
from clerestory.model.forms import Form
from clerestory.model.grounds import GroundCode

MOST_SUMMARY = 200  # both as e-petitions has them
MOST_DETAILS = 6_000
MOST_ELEMENTS = 12
ElementId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,30}$")]


class AskKind(Enum):
    """What a petition wants done."""

    FULL_RELEASE = "full release"
    PART_RELEASE = "release in part"
    ACTION = "an action"
    LAW = "a change of the law"
    MONEY = "money"
    EXPLANATION = "an explanation"
    ELSE = "something else"

    @property
    def wants_release(self) -> bool:
        """Whether something is to be published."""
        return self in (AskKind.FULL_RELEASE, AskKind.PART_RELEASE)


class Verdict(Enum):
    """The answer itself."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"


class Committee(Enum):
    """What the Committee decides about a version of a response."""

    NOTED = "noted"
    REVISION_REQUESTED = "revision requested"
    REVISION_ACCEPTED = "revision accepted"
    PUBLISHED = "published"

    @property
    def ends(self) -> bool:
        """Whether nothing more is asked for after it."""
        return self in (Committee.REVISION_ACCEPTED, Committee.PUBLISHED)


class Element(Form):
    """One thing that a petition asks for, as a person listed it."""

    id: ElementId
    words: str = Field(min_length=3, max_length=500)


class Passage(Form):
    """The words of a response that answer an element of the ask."""

    element: ElementId
    words: str = Field(min_length=3, max_length=6_000)


class Release(Form):
    """What will be published, or was: in what form, and when. No word like "shortly" stands for a day (rule P8)."""

    form: str = Field(min_length=3, max_length=300, description="In what form.")
    when: dt.date = Field(description="By which day.")


class HeldBack(Form):
    """One reason for not publishing, by itself: two reasons are two of these and never one vague one."""

    code: GroundCode = Field(description="A code of withhold_reason that the public reads.")
    kind: OutputKind = Field(description="What is held back: statistics or a document.")
    words: Reason
    public_interest: str = Field(
        default="", max_length=1_000, description="Why withholding outweighs; needed where the ground is qualified."
    )
    review_by: dt.date = Field(description="When it is looked at again, within a year (rule P6).")

    @model_validator(mode="after")
    def _check_ground(self) -> HeldBack:
        check_ground(self.code, self.kind, self.public_interest)
        return self


class ResponseDraft(Form):
    """A response as it is written: figures stand in it as references to released cells."""

    verdict: Verdict
    release: Release | None = None
    held_back: tuple[HeldBack, ...] = Field(default=(), max_length=6)
    summary: str = Field(min_length=1, max_length=2_000)
    details: str = Field(min_length=1, max_length=24_000)
    passages: tuple[Passage, ...] = Field(min_length=1, max_length=MOST_ELEMENTS)
    commitments: tuple[Slug, ...] = Field(default=(), max_length=20)

    @model_validator(mode="after")
    def _check_verdict(self) -> Self:
        if self.verdict is Verdict.YES and self.held_back:
            raise ValueError("held_back: yes holds nothing back; say partly")
        if self.verdict is Verdict.NO and self.release:
            raise ValueError("release: no publishes nothing; say partly")
        return self

    @model_validator(mode="after")
    def _check_reasons(self) -> Self:
        codes = [one.code for one in self.held_back]
        if len(set(codes)) < len(codes):
            raise ValueError("held_back: each reason stands once")
        if len({one.words.casefold() for one in self.held_back}) < len(codes):
            raise ValueError("held_back: two reasons have the same words; say of each what it protects")
        return self

    @model_validator(mode="after")
    def _check_passages(self) -> Self:
        said = _plain(f"{self.summary}\n{self.details}")
        for one in self.passages:
            if _plain(one.words) not in said:
                raise ValueError(f"passages: the words that answer {one.element} do not stand in the response")
        if len({one.element for one in self.passages}) < len(self.passages):
            raise ValueError("passages: an element is answered twice")
        return self


class ResponseText(ResponseDraft):
    """A response as it goes out: each figure in it was printed from a released cell, and it is as long as it may be."""

    summary: str = Field(min_length=1, max_length=MOST_SUMMARY)
    details: str = Field(min_length=1, max_length=MOST_DETAILS)


def _plain(text: str) -> str:
    return " ".join(text.split())
