"""What a study declares for the rules of quality: populations to compare with, and explanations of what looks wrong."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from clerestory.model.forms import Form

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]


class PopulationKind(Enum):
    """Whom a comparison population holds; over-representation is said beside both (rule Q4)."""

    RESIDENTS = "residents"
    ALL_FORMS = "all child sexual abuse"


class Population(Form):
    """A population that shares are compared with, as somebody else published it."""

    id: _Name
    kind: PopulationKind = Field(description="Who is in it: residents, or those in all child sexual abuse of the area.")
    title: str = Field(min_length=1, description="What readers call it.")
    age: str = Field(min_length=1, description="The ages that it covers.")
    sex: str = Field(min_length=1, description="The sexes that it covers.")
    area: str = Field(min_length=1, description="The area that it covers.")
    year: int = Field(ge=1900, le=2100, description="The year that it is of.")
    source: str = Field(min_length=1, description="Where it was published.")
    counts: dict[str, Annotated[int, Field(ge=0)]] = Field(
        min_length=1, description="Persons by code of the variable that is compared; all codes together are everybody."
    )

    @model_validator(mode="after")
    def _check_somebody(self) -> Population:
        if sum(self.counts.values()) == 0:
            raise ValueError("holds nobody")
        return self

    def share(self, code: str) -> Fraction:
        """Give the share of a code; 0 to 1."""
        return Fraction(self.counts[code], sum(self.counts.values()))

    @property
    def covers(self) -> str:
        """What it covers, in words."""
        return f"{self.area}, {self.age}, {self.sex}, {self.year}"


class Suspicion(Enum):
    """What looks like a mistake between tables, until somebody says why it is none."""

    SAME_NUMBERS = "same numbers"
    TRANSPOSED = "transposed"
    SAME_LINE = "same row or column"
    OTHER_UNIT = "title names another unit"
    TWO_TOTALS = "one total, two numbers"


class Explained(Form):
    """Why something that looks like a mistake is none (rule Q8); people decide on it at gate release."""

    what: Suspicion
    tables: tuple[_Name, ...] = Field(min_length=1, max_length=2, description="The table, or the two tables.")
    reason: str = Field(min_length=20, description="Why it is right as it is, in a sentence.")
