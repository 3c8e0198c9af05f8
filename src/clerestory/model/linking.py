"""Record linkage in words: what a field is, how two values agree, and what a study sets."""

from __future__ import annotations

from enum import Enum

from pydantic import Field, model_validator

from clerestory.model.forms import Form

DEFAULT_THRESHOLD = 0.5  # of the match probability; fewest wrong decisions in all, false and missed counted alike


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


class LinkSettings(Form):
    """``[link]`` of study.toml; without it, or without encodings, nothing is linked."""

    threshold: float = Field(
        default=DEFAULT_THRESHOLD, ge=0.05, le=1, description="Match probability from which two records are linked."
    )
    review_from: float = Field(default=0.2, ge=0, le=1, description="Pairs from this match probability are reviewed.")
    review_to: float = Field(default=0.9, ge=0, le=1, description="Pairs up to this match probability are reviewed.")

    @model_validator(mode="after")
    def _check_band(self) -> LinkSettings:
        if self.review_from > self.review_to:
            raise ValueError("review_from is above review_to")
        return self
