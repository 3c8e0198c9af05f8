"""Record linkage in words: what a field is, how two values agree, and what a study sets."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator

from clerestory.model.forms import Form

DEFAULT_THRESHOLD = 0.5  # of the match probability; fewest wrong decisions in all, false and missed counted alike


_Variable = Annotated[
    str, Field(pattern=r"^(victim|offence)\.[a-z_0-9]+$", description="A variable of victims or of their offences.")
]


class FieldKind(Enum):
    """What a column of plain records holds; it decides how two values are compared."""

    GIVEN_NAMES = "given_names"
    FAMILY_NAME = "family_name"
    OTHER_FAMILY_NAME = "other_family_name"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    TOWN = "town"
    TEXT = "text"  # an address line, a school
    NUMBER = "number"  # that belongs to one person
    CODE = "code"  # one of a few values, such as sex


class Agreement(Enum):
    """How two records agree in a field: all that a clerical reviewer is shown of it."""

    AGREE = "agree"
    CLOSE = "close"
    DIFFER = "differ"
    MISSING = "missing"


class Verdict(Enum):
    """What a person decided about two records."""

    SAME = "same"
    DIFFERENT = "different"


class Queue(Enum):
    """Of what a queue for review is; the kinds are never linked with each other."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    INVESTIGATION = "investigation"


class LinkCertainty(Enum):
    """Which links a concern notice may rest on."""

    CONFIRMED = "confirmed"  # the same names and date of birth, or a reviewer's verdict
    LINKED = "linked"  # every link above the threshold


class ConcernSettings(Form):
    """``[link.concern]`` of study.toml; without it nobody is looked for."""

    flags: dict[_Variable, tuple[str, ...]] = Field(
        min_length=1, description="Of victims or their offences: the codes that mean that a body recorded a concern."
    )
    children: dict[_Variable, tuple[str, ...]] = Field(
        min_length=1, description="Codes by which a person is a child now; whoever has another code is none."
    )
    bodies: int = Field(default=2, ge=2, description="Fewest bodies that know the child.")
    links: LinkCertainty = Field(default=LinkCertainty.CONFIRMED, description="Which links a notice may rest on.")


class LinkSettings(Form):
    """``[link]`` of study.toml; without it, or without encodings, nothing is linked."""

    threshold: float = Field(
        default=DEFAULT_THRESHOLD, ge=0.05, le=1, description="Match probability from which two records are linked."
    )
    review_from: float = Field(default=0.2, ge=0, le=1, description="Pairs from this match probability are reviewed.")
    review_to: float = Field(default=0.9, ge=0, le=1, description="Pairs up to this match probability are reviewed.")

    shared_persons: int = Field(
        default=1, ge=1, description="Linked persons that two investigations share, from which a person is asked."
    )

    concern: ConcernSettings | None = None

    @model_validator(mode="after")
    def _check_band(self) -> LinkSettings:
        if self.review_from > self.review_to:
            raise ValueError("review_from is above review_to")
        return self
