"""Who may decide, and who else may act on a study."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from clerestory.model.commission.names import Slug
from clerestory.model.forms import Form


class Role(Enum):
    """What a person may decide."""

    ANALYST = "analyst"
    CHECKER = "disclosure checker"
    CHAIR = "reference group chair"
    STATISTICIAN = "lead statistician"
    LAWYER = "lawyer"  # places that a text names
    SAFEGUARDING = "safeguarding lead"  # concern notices, and nothing at a gate


class Person(Form):
    """Somebody who may decide at a gate, known by a post."""

    id: Slug
    post: str = Field(min_length=1)
    roles: tuple[Role, ...] = Field(min_length=1)
    public_key: str = Field(
        default="",
        pattern=r"^([A-Za-z0-9+/]{43}=)?$",
        description="Ed25519 public key, base64; without one only simulated decisions count.",
    )


class LedgerSettings(Form):
    """Who else may act on a study, for its ledger."""

    posts: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=(), description="Posts beside those of [[people]] that may consult, note and erase; never names."
    )
