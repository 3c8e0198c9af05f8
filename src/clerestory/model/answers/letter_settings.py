"""``[letters]`` of ``answers.toml``: the series of references, targets by who writes, and how long texts are kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clerestory.model.answers.acts.letters import Sender, TargetDays
from clerestory.model.bank_holidays import Jurisdiction
from clerestory.model.forms import Form

_TARGET = 20  # the working days within which most departments undertake to answer
_YEARS_KEPT = 3


class Targets(Form):
    """Working days within which each kind of sender is to be answered."""

    mp: TargetDays = _TARGET
    peer: TargetDays = _TARGET
    minister: TargetDays = _TARGET
    body: TargetDays = _TARGET
    public: TargetDays = _TARGET

    def of(self, sender: Sender) -> int:
        """Give the target for a kind of sender."""
        return int(getattr(self, sender.value))


class LetterSettings(Form):
    """How letters are numbered, timed and kept."""

    series: Annotated[str, Field(pattern=r"^[A-Z]{2,8}$", description="Begins every own reference.")] = "MIN"
    first: int = Field(default=1, ge=1, le=9_999_999, description="The first number that is given here.")
    jurisdictions: tuple[Jurisdiction, ...] = Field(
        default=(Jurisdiction.ENGLAND_AND_WALES,), min_length=1, max_length=3, description="Whose bank holidays count."
    )
    targets: Targets = Targets()
    keep_days: int = Field(
        default=365 * _YEARS_KEPT, ge=1, le=36_500, description="How long names and texts stay after a letter ended."
    )
