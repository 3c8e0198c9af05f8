"""What single stages of a study are told: collect and protect."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

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
