"""Certificates of texts: a lawyer, who knows the cases, says that a text that goes out speaks of none that is held.

A text is checked where the cases are, and what comes back says no more than that this very text may go.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from clerestory.model.commission import Role, Slug
from clerestory.model.decisions import Signature, Simulated
from clerestory.model.forms import Form

LONGEST_DAYS = 28  # for which a certificate counts: cases move, and a text that waits is looked at again
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


def digest_of(text: str) -> str:
    """Give the hash by which a certificate knows a text: of its words, however its lines are broken."""
    return "sha256:" + hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


class TextCertificate(Form):
    """``answer/certificates/<start of the hash>.toml``: this text speaks of no case that is held."""

    form: Literal["clerestory-text-certificate/1"] = "clerestory-text-certificate/1"
    text: Digest = Field(description="Of the text with its references printed.")
    person: Slug = Field(description="Id of a lawyer among [[people]].")
    reason: Annotated[str, Field(min_length=10, max_length=500, description="In words that name nobody and no case.")]
    decided: dt.date
    until: dt.date = Field(description=f"The last day on which the text may go; {LONGEST_DAYS} days ahead at most.")
    simulated: Simulated = False
    signature: Signature = ""

    @model_validator(mode="after")
    def _check_until(self) -> Self:
        if not 0 <= (self.until - self.decided).days <= LONGEST_DAYS:
            raise ValueError(f"until: is {LONGEST_DAYS} days after the decision at most, and not before it")
        return self

    @property
    def role(self) -> Role:
        """The role in which the person certifies."""
        return Role.LAWYER

    @property
    def file_name(self) -> str:
        """How its file is called."""
        return file_name(self.text)

    def counts_on(self, day: dt.date) -> bool:
        """Say whether it was made by a day and still counts then."""
        return self.decided <= day <= self.until


def file_name(digest: str) -> str:
    """Give the name of the file in which the certificate of a text lies."""
    return f"{digest.removeprefix('sha256:')[:20]}.toml"
