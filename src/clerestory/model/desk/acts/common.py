"""What all acts have in common: the words that stand for one, and how long a text may be."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from clerestory.model.commission import Role
from clerestory.model.decisions import Signature, Simulated
from clerestory.model.forms import Form

ShortText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(min_length=1, max_length=6_000)]
Reason = Annotated[str, Field(min_length=10, max_length=2_000, description="Why, in words.")]
RoundNumber = Annotated[int, Field(ge=1, le=99)]
# Chosen at random, never counted: a number would tell a member how many comments others have left.
GivenId = Annotated[str, Field(pattern=r"^[a-z0-9]{12,32}$")]


class ActForm(Form):
    """One thing that a person did; ``act`` is its name in every record."""


class Signed(Form):
    """What makes an act a decision at a gate: with it the decision's file is written again from the record alone."""

    role: Role = Field(description="The role in which the person decides.")
    decided: dt.date = Field(description="The day of the act.")
    simulated: Simulated = False
    signature: Signature = Field(default="", description="Over the decision, as its file has it.")
