"""Gates and decisions: what people must say before something crosses from one zone to the next."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission import Role, Slug
from clerestory.model.forms import Form

KeyedHash = Annotated[str, Field(pattern=r"^hmac-sha256:[0-9a-f]{64}$")]
Simulated = Annotated[bool, Field(description="A stand-in for a demonstration; never valid for real cases.")]
Signature = Annotated[
    str,
    Field(
        pattern=r"^([A-Za-z0-9+/]{86}==)?$",
        description="Ed25519 over the other fields as canonical JSON, base64; empty only where simulated.",
    ),
]


class Gate(Enum):
    """The two places where people decide."""

    PROTECT = "protect"  # from the vault to the desk: two disclosure checkers, and a lawyer on places in texts
    RELEASE = "release"  # from the desk to the public: reference group closed, lead statistician signs


class Outcome(Enum):
    """What a person decided."""

    APPROVE = "approve"
    REFUSE = "refuse"


class Decision(Form):
    """One person's decision on one draft; a file ``decisions/<gate>-<person>.toml``."""

    form: Literal["clerestory-decision/1"]
    gate: Gate
    draft: KeyedHash = Field(description="The draft that was decided on, as the run printed it.")
    person: Slug = Field(description="Id of a person in study.toml.")
    role: Role = Field(description="The role in which the person decides.")
    outcome: Outcome
    reason: str = Field(min_length=10, description="Why, in words.")
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""


# How many distinct people of which role each gate needs. Nobody may serve at both gates, or on tables they made.
NEEDED: dict[Gate, dict[Role, int]] = {
    Gate.PROTECT: {Role.CHECKER: 2},
    Gate.RELEASE: {Role.CHAIR: 1, Role.STATISTICIAN: 1},
}
# Who may decide at a gate though not every draft needs it: a lawyer, where a case text names a place.
ALSO: dict[Gate, frozenset[Role]] = {Gate.PROTECT: frozenset({Role.LAWYER}), Gate.RELEASE: frozenset()}
