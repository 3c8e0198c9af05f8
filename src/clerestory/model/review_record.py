"""The record of a review: what the reference group did on a paper, counted from the acts of the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.desk.acts.group import Disposition
from clerestory.model.forms import Form

Post = Annotated[str, Field(min_length=1, max_length=200)]
Posts = Annotated[tuple[Post, ...], Field(max_length=200)]
Number = Annotated[int, Field(ge=0, le=100_000)]


class RoundRecord(Form):
    """One settled round."""

    number: int = Field(ge=1, le=99)
    opened: dt.date
    closed: dt.date
    took_part: Posts = Field(description="Posts that read, each as an individual.")
    interests_noted: Posts = Field(default=(), description="Those among them whose interests the chair has told here.")
    stood_aside: Posts = Field(default=(), description="Posts whose interests kept them from reading.")


class PublishedDissent(Form):
    """A view that a member keeps, and agreed to see published."""

    post: Post
    text: str = Field(
        min_length=1, max_length=6_000, description="Under the rules of the paper: numbers are references."
    )


class ReviewRecord(Form):
    """``paper/review.json``, as `clerestory desk note` writes it; the paper prints it behind the group's own words."""

    form: Literal["clerestory-review/1"]
    rounds: tuple[RoundRecord, ...] = Field(min_length=1, max_length=99)
    responses: Mapping[Disposition, Number] = Field(description="How many comments got which response.")
    changes: tuple[Annotated[str, Field(min_length=1, max_length=2_000)], ...] = Field(
        default=(), description="What changed because of a comment, once each; under the rules of the paper."
    )
    dissents: tuple[PublishedDissent, ...] = ()

    @property
    def comments(self) -> int:
        """How many comments were left and not taken back."""
        return sum(self.responses.values())
