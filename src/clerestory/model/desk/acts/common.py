"""What all acts have in common: the words that stand for one, and how long a text may be."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clerestory.model.forms import Form

ShortText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(min_length=1, max_length=6_000)]
Reason = Annotated[str, Field(min_length=10, max_length=2_000, description="Why, in words.")]
RoundNumber = Annotated[int, Field(ge=1, le=99)]
# Chosen at random, never counted: a number would tell a member how many comments others have left.
GivenId = Annotated[str, Field(pattern=r"^[a-z0-9]{12,32}$")]


class ActForm(Form):
    """One thing that a person did; ``act`` is its name in every record."""
