"""What single stages of a study are told: collect, protect and the release."""

from __future__ import annotations

import datetime as dt

from pydantic import Field, model_validator

from clerestory.model.commission.names import ReturnName
from clerestory.model.forms import Form


class CollectSettings(Form):
    """What a study asks of returns: when they are due, from whom, and with how many faults at most."""

    quarantine_limit_pct: float = Field(
        default=0.0,
        ge=0,
        le=100,
        description="The run stops when more than this share of the rows of any one return is quarantined.",
    )
    due: dt.date | None = Field(default=None, description="Day by which returns are due.")
    expected: tuple[str, ...] = Field(default=(), description="Codes of the givers that are asked for a return.")
    received: dict[ReturnName, dt.date] = Field(
        default_factory=dict, description="Day on which a return came in, by provider/return_id."
    )


class ProtectSettings(Form):
    """Which disclosure rules apply."""

    preset: str = Field(description="Name of a preset of rules; see the reference page of presets.")


LONGEST_REVIEW_DAYS = 366  # a year, whichever it is, until what is withheld is looked at again (rule P6)


class ReleaseSettings(Form):
    """When the release is dated; no date is ever taken from the wall clock."""

    date: dt.date = Field(description="Day of publication.")
    review_by: dt.date = Field(description="Day by which what is withheld is looked at again, a year at most.")
    site: str | None = Field(
        default=None,
        pattern=r"^https://[a-z0-9.-]+(:[0-9]+)?/([A-Za-z0-9._~-]+/)*$",
        description="Address of the public site, with a slash at the end; needed for its map.",
    )

    @model_validator(mode="after")
    def _check_review(self) -> ReleaseSettings:
        if not 0 < (self.review_by - self.date).days <= LONGEST_REVIEW_DAYS:
            raise ValueError("review_by must be after date and at most a year later")
        return self
