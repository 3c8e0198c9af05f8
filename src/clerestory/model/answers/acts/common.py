"""What all acts about answers have in common."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clerestory.model.forms import Form

SubjectId = Annotated[str, Field(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9/_-]{0,58}[A-Za-z0-9])?$")]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(min_length=1, max_length=6_000)]
Reason = Annotated[str, Field(min_length=10, max_length=2_000, description="Why, in words.")]
KeptDigest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$", description="Of a file that the record keeps.")]


class AnswerAct(Form):
    """One thing that a person did; ``act`` is its name in every record.

    Names, addresses and texts of those who write stand in kept files, which can be erased; an act has their digest.
    """
