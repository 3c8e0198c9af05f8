"""``[requests]`` of ``answers.toml``: how many days a request has, and what it may cost."""

from __future__ import annotations

from pydantic import Field

from clerestory.model.forms import Form


class RequestSettings(Form):
    """The days and limits of requests and questions; the defaults are those of law, guidance and the two Houses."""

    foi_days: int = Field(default=20, ge=1, le=60, description="Working days for an answer, section 10(1).")
    extended_days: int = Field(
        default=40, ge=1, le=120, description="Working days in all where the public interest is weighed for longer."
    )
    written_days: int = Field(default=7, ge=1, le=60, description="Calendar days for a written question, Commons.")
    lords_days: int = Field(default=10, ge=1, le=60, description="Working days for a written question, Lords.")
    review_days: int = Field(default=20, ge=1, le=60, description="Working days for an internal review.")
    longest_review_days: int = Field(default=40, ge=1, le=120, description="Working days for one that is extended.")
    review_within_days: int = Field(default=40, ge=1, le=400, description="Working days in which to ask for a review.")
    clarify_within_days: int = Field(
        default=40, ge=1, le=400, description="Working days after which what was not clarified may be closed."
    )
    cost_hours: int = Field(default=24, ge=1, le=100, description="Hours that section 12 asks for at most.")
    question_hours: int = Field(default=34, ge=1, le=200, description="Hours that an answer to Parliament may cost.")
    question_characters: int = Field(default=4_000, ge=100, description="Longest answer to Parliament.")
    review_address: str = Field(
        default="The address that our answer gives.", max_length=400, description="Where a review is asked for."
    )
    commissioner: str = Field(
        default="Information Commissioner's Office, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF; ico.org.uk",
        max_length=400,
        description="Where to complain after the review.",
    )
