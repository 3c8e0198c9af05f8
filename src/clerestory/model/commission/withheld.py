"""Outputs that a study withholds as a whole: asked for or expected, and not published, with the account of why."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from pydantic import Field, model_validator

from clerestory.model.commission.names import Identifier, Slug
from clerestory.model.forms import Form
from clerestory.model.grounds import GROUNDS, UNTOLD_PLACES, GroundCode
from clerestory.model.wording.anchors import anchors_in

_LEAST_WORDS = 8  # of a note on the public interest; fewer weigh nothing


class OutputKind(Enum):
    """What kind of output is withheld; section 35 is refused for statistics once the decision is taken (rule P5)."""

    STATISTICS = "statistics"
    DOCUMENT = "document"


def check_ground(reason: GroundCode, kind: OutputKind, public_interest: str) -> None:
    """Check that something of a kind can be withheld on a ground, and that the public interest was weighed.

    Raises
    ------
    ValueError
        If the ground is not one for statistics, or is qualified and nothing was weighed.
    """
    if reason is GroundCode.POL and kind is OutputKind.STATISTICS:
        raise ValueError("section 35 (POL) is refused for statistics: once decided, they form no policy")
    if GROUNDS[reason].is_qualified and len(public_interest.split()) < _LEAST_WORDS:
        raise ValueError(f"{reason.value} is qualified: public_interest says in {_LEAST_WORDS} words or more why")


class WithheldOutput(Form):
    """One output that is withheld as a whole, or was and came out: ``[[withheld]]`` of study.toml."""

    id: Identifier
    output: str = Field(min_length=1, max_length=200, description="What it is, for readers; no number.")
    kind: OutputKind = Field(description="Statistics or a document.")
    reason: GroundCode = Field(description="Code of withhold_reason; SDC and what only the vault uses are refused.")
    public_interest: str = Field(
        default="", max_length=1000, description="Why withholding outweighs; needed where the ground is qualified."
    )
    decided_by: Slug = Field(description="Id of a person of [[people]]; no author.")
    decided: dt.date = Field(description="Day of the decision.")
    review_by: dt.date = Field(
        description="Looked at again by this day, a year after the release at most; of FUT the day of publication."
    )
    came_out: str = Field(
        default="", max_length=200, description="Where it was published since; it is then withheld no longer."
    )

    @model_validator(mode="after")
    def _check_ground(self) -> WithheldOutput:
        check_ground(self.reason, self.kind, self.public_interest)
        if self.review_by <= self.decided:
            raise ValueError("review_by must be after decided")
        return self

    @model_validator(mode="after")
    def _check_words(self) -> WithheldOutput:
        """Refuse what could tell somebody that the police look at them."""
        if self.reason in UNTOLD_PLACES and (found := anchors_in(f"{self.output} {self.public_interest}")):
            raise ValueError(
                f"{self.reason.value} is told without area and date, and the words hold {found[0].value}: say less"
            )
        return self
