"""How fast was answered, as it is published: by period and by what was asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import Annotated, Self

from pydantic import Field, model_validator

from clerestory.model.commission import DataKind
from clerestory.model.forms import Form

Count = Annotated[int, Field(ge=0)]
Days = Annotated[Decimal, Field(ge=0, max_digits=7, decimal_places=1)]


class AnsweredKind(Enum):
    """What was to be answered; each kind has a clock of its own."""

    MP = "mp"
    PUBLIC = "public"
    FOI = "foi"
    WRITTEN = "written question"
    NAMED_DAY = "named day question"
    LORDS = "lords question"
    PETITION = "petition"

    @property
    def label(self) -> str:
        """What tables call it."""
        return _LABELS[self]


_LABELS = {
    AnsweredKind.MP: "Letters from MPs and peers",
    AnsweredKind.PUBLIC: "Letters from the public and others",
    AnsweredKind.FOI: "Requests for information",
    AnsweredKind.WRITTEN: "Ordinary written questions, Commons",
    AnsweredKind.NAMED_DAY: "Named day questions, Commons",
    AnsweredKind.LORDS: "Written questions, Lords",
    AnsweredKind.PETITION: "Petitions",
}


class Grain(Enum):
    """Into which parts a year is divided."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class PerformanceRow(Form):
    """One kind of what was received in one period, and what had become of it on the day of the table.

    A percentage is of all that was received and is the office's to answer; where nothing was, there is none.
    """

    period: str = Field(pattern=r"^\d{4}(-Q[1-4]|-\d{2})?$", description="A year, a quarter or a month.")
    kind: AnsweredKind
    target: str = Field(min_length=1, description="Within how many days of which kind an answer is due.")
    received: Count = Field(description="Less what was passed on, withdrawn or lapsed.")
    answered: Count
    within_target: Count = Field(description="Answered by the day on which it was due.")
    within_20: Count = Field(description="Answered within 20 working days, whatever the target.")
    mean_days: Days | None = Field(
        default=None, description="That answers took, in the unit of the target; None without answers."
    )
    median_days: Days | None = None
    open: Count = Field(description="Not answered by the day of the table.")
    overdue: Count = Field(description="Of these, those whose due day is over.")
    left: Count = Field(description="Passed on, merged with another, withdrawn or lapsed; counted nowhere else.")

    @property
    def within_target_pct(self) -> int | None:
        """Percentage answered within target, whole, halves up."""
        return _pct(self.within_target, self.received)

    @property
    def within_20_pct(self) -> int | None:
        """Percentage answered within 20 working days, whole, halves up."""
        return _pct(self.within_20, self.received)

    @model_validator(mode="after")
    def _check_sums(self) -> Self:
        if self.answered + self.open != self.received:
            raise ValueError("answered and open do not add up to received")
        if max(self.within_target, self.within_20) > self.answered or self.overdue > self.open:
            raise ValueError("a part is more than its whole")
        return self


class PublicPerformance(Form):
    """The table: as of a day, each period with its parts, each kind that was received in them."""

    office: str
    data: DataKind
    as_of: dt.date
    grain: Grain
    rows: tuple[PerformanceRow, ...] = Field(min_length=1)


def _pct(part: int, whole: int) -> int | None:
    return (200 * part + whole) // (2 * whole) if whole else None
