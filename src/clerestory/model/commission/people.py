"""Who may decide, and who else may act on a study."""

from __future__ import annotations

import base64
from enum import Enum
from typing import Annotated

from pydantic import Field, model_validator

from clerestory.model.commission.names import Slug
from clerestory.model.forms import Form
from clerestory.model.keys import proves_nothing


class Role(Enum):
    """What a person may decide."""

    ANALYST = "analyst"
    CHECKER = "disclosure checker"
    CHAIR = "reference group chair"
    SECRETARY = "reference group secretary"  # opens rounds, invites, reminds; has no say in what is written
    MEMBER = "reference group member"  # advises as an individual
    OBSERVER = "reference group observer"  # reads, and says nothing
    STATISTICIAN = "lead statistician"
    LAWYER = "lawyer"  # places that a text names
    OFFICER = "senior investigating officer"  # certifies what may be told of a case of theirs
    SAFEGUARDING = "safeguarding lead"  # concern notices, and nothing at a gate
    SIGNATORY = "release signatory"  # signs what both gates passed; the head of profession, or who acts for them
    POLICY = "policy adviser"  # has no say in tables, their release or its time (rule P4)
    CORRESPONDENCE = "correspondence officer"  # answers petitions and letters
    AUDITOR = "auditor"  # reads what was done, and does nothing


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
    force: str = Field(
        default="",
        max_length=40,
        description="Of an investigating officer: a code of `lead_body`, the force whose cases they answer for; "
        "without one they answer for every case.",
    )

    oidc: str = Field(
        default="",
        max_length=191,
        description="What the organisation that signs people in at the desk calls the person; opaque, never a name.",
    )

    @model_validator(mode="after")
    def _check_id(self) -> Person:
        if self.id == "clerestory":  # by this name the program itself acts at a desk and in ledgers
            raise ValueError("id: clerestory is the name of the program; name the person otherwise")
        return self

    @model_validator(mode="after")
    def _check_key(self) -> Person:
        if self.public_key and proves_nothing(base64.b64decode(self.public_key)):
            raise ValueError("public_key: anybody can sign for this key; `clerestory review keys FILE` makes one")
        return self

    @model_validator(mode="after")
    def _check_force(self) -> Person:
        if self.force and Role.OFFICER not in self.roles:
            raise ValueError("force: only a senior investigating officer answers for the cases of a force")
        return self

    @model_validator(mode="after")
    def _check_policy(self) -> Person:
        if Role.POLICY in self.roles and len(self.roles) > 1:
            raise ValueError("a policy adviser has no other role: policy is kept apart from statistics (rule P4)")
        return self


class LedgerSettings(Form):
    """Who else may act on a study, for its ledger."""

    posts: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        default=(), description="Posts beside those of [[people]] that may consult, note and erase; never names."
    )
