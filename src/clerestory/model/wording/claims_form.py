"""The JSON form of the register of claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.forms import Form
from clerestory.model.wording.claims import Claim, Verdict


class ClaimForm(Form):
    """A sentence of the paper, what it cites, and whether that bears it out."""

    line: int = Field(ge=1, description="Of paper/paper.md.")
    sentence: str = Field(description="As it is printed.")
    meaning: str = Field(description="What its claim word says; empty where a number is cited without one.")
    source: str = Field(description="The table, estimate or fact that is cited, or the mark.")
    citation: str = Field(description="As it is written behind `claim`.")
    verdict: Verdict
    evidence: str = Field(description="The bounds in words, or the reason.")


class ClaimsForm(Form):
    """The claims of a paper, in its order."""

    form: Literal["clerestory-claims/1"]
    claims: tuple[ClaimForm, ...]


def claims_form(claims: Sequence[Claim]) -> ClaimsForm:
    """Give the JSON form of a register of claims."""
    return ClaimsForm(
        form="clerestory-claims/1",
        claims=tuple(ClaimForm.model_validate(claim.as_json()) for claim in claims),
    )
