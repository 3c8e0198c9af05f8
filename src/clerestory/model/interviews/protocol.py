"""The protocol of the interviews of a study: how they are chosen and held, and what protects those who take part.

Four texts for people, and one file of settings that the program holds coding against.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from clerestory.model.forms import Form

TO_WRITE = "TO BE WRITTEN"  # what stands in the templates where a study has to say its own words
SETTINGS = "protocol.toml"
# The texts of a protocol, and the headings that each must have.
TEXTS: dict[str, tuple[str, ...]] = {
    "topic-guide.md": ("Opening", "Topics", "Closing"),
    "limits-of-confidentiality.md": ("What is kept confidential", "What cannot be", "What is said before the start"),
    "distress-and-disclosure.md": ("Signs of distress", "Pausing and ending", "Disclosure of risk", "Afterwards"),
    "exposure-of-coders.md": ("Before coding", "While coding", "Support"),
}

Words = Annotated[str, Field(min_length=10, max_length=400)]


class ExposureLimits(Form):
    """How much of such material a coder reads at most."""

    minutes_a_day: int = Field(ge=15, le=480, description="Minutes of coding a day, for each coder.")
    minutes_a_week: int = Field(ge=15, le=2400, description="Minutes of coding in a week from Monday.")
    minutes_to_break: int = Field(ge=10, le=120, description="Minutes at a stretch, after which comes a break.")
    support: Words = Field(description="Who supports coders, and how they are reached: a post, never a name.")

    @model_validator(mode="after")
    def _check_order(self) -> ExposureLimits:
        if not self.minutes_to_break <= self.minutes_a_day <= self.minutes_a_week:
            raise ValueError("minutes_to_break, minutes_a_day and minutes_a_week must rise in this order")
        return self


class Protocol(Form):
    """``interviews/protocol/protocol.toml``: what readers are told of the interviews (rule Q10), and limits."""

    form: Literal["clerestory-interview-protocol/1"]
    chosen: Words = Field(description="How interviewees were chosen; printed with whatever comes of the interviews.")
    interviewed_by: Words = Field(description="Who held the interviews: a body or post, never a name.")
    coded_by: Words = Field(description="Who coded them, and how many independently of each other.")
    ethics_reference: str = Field(min_length=3, max_length=80, description="The approval that they were held under.")
    risk_to: Words = Field(
        description="Who hears of a disclosure of risk, and within which time: a post, never a name."
    )
    exposure: ExposureLimits
