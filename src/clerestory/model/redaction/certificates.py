"""Certificates of investigating officers about live cases, a lawyer's view of each, and what both count for.

A certificate adds a hold to any case, or clears one that the police alone could lift; it clears with a lawyer's
agreement and until its review date. What is overdue, not viewed or contested holds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from clerestory.model.canonical import canonical_json
from clerestory.model.commission import Role, Slug
from clerestory.model.decisions import Signature, Simulated
from clerestory.model.forms import Form

LONGEST_DAYS = 365  # from a certificate to its review (rule P6)
CASE_DIGITS = 20
# Not the pseudonym: what was signed outlives the erasure of a case, and then says nothing of which one it was.
CaseNumber = Annotated[
    str, Field(pattern=rf"^[0-9a-f]{{{CASE_DIGITS}}}$", description="Of the case: the start of its keyed hash.")
]
NO_VERSION = "sha256:" + "0" * 64  # of no certificate
Number = Annotated[int, Field(ge=1, le=9_999, description="1 for the first of a case, and no gap after that.")]
Words = Annotated[str, Field(min_length=10, max_length=2_000, description="Why, in words that name nobody.")]


class Certified(Enum):
    """What an officer certifies of a case."""

    HOLD = "hold"
    CLEAR = "clear"


class SaidOfHold(Form):
    """What an officer says of a case, and when."""

    case: CaseNumber
    number: Number
    outcome: Certified
    reason: Words
    review: dt.date = Field(description=f"The last day on which it clears; {LONGEST_DAYS} days ahead at most.")
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""

    @model_validator(mode="after")
    def _check_review(self) -> Self:
        if not dt.timedelta(0) < self.review - self.decided <= dt.timedelta(days=LONGEST_DAYS):
            raise ValueError(f"the review date is after the certificate, by {LONGEST_DAYS} days at most")
        return self


class HoldCertificate(SaidOfHold):
    """A senior investigating officer's certificate about one case; a later one replaces it."""

    form: Literal["clerestory-hold-certificate/1"] = "clerestory-hold-certificate/1"
    person: Slug = Field(description="Id of a person in study.toml.")

    @property
    def role(self) -> Role:
        """The role in which the person certifies."""
        return Role.OFFICER

    @property
    def version(self) -> str:
        """What a view is bound to: other words, another day or another signature have another."""
        return "sha256:" + hashlib.sha256(canonical_json(self.model_dump(mode="json"))).hexdigest()


class SaidOfCertificate(Form):
    """What a lawyer says of a certificate, and when."""

    case: CaseNumber
    number: Number = Field(description="That of the certificate.")
    certificate: str = Field(pattern=r"^sha256:[0-9a-f]{64}$", description="What the lawyer had before them.")
    agrees: bool
    reason: Words
    decided: dt.date
    simulated: Simulated = False
    signature: Signature = ""


class HoldView(SaidOfCertificate):
    """A lawyer's view of one certificate; of one lawyer's views of it the last counts."""

    form: Literal["clerestory-hold-view/1"] = "clerestory-hold-view/1"
    person: Slug = Field(description="Id of a person in study.toml.")

    @property
    def role(self) -> Role:
        """The role in which the person views it."""
        return Role.LAWYER


class HoldFile(Form):
    """``vault/holds/<case>.toml``: every certificate about one case with every view, in their order."""

    form: Literal["clerestory-holds/1"] = "clerestory-holds/1"
    certificates: tuple[HoldCertificate, ...] = Field(min_length=1)
    views: tuple[HoldView, ...] = ()

    @model_validator(mode="after")
    def _check_order(self) -> HoldFile:
        if [one.number for one in self.certificates] != list(range(1, len(self.certificates) + 1)):
            raise ValueError("certificates are numbered from 1 without a gap")
        cases = {one.case for one in self.certificates} | {one.case for one in self.views}
        if len(cases) > 1:
            raise ValueError("it is about more than one case")
        known = {one.number: one.version for one in self.certificates}
        if any(known.get(view.number) != view.certificate for view in self.views):
            raise ValueError("a view is of no certificate here")
        return self


class Effect(Enum):
    """What certificates change about a case on a day."""

    NONE = "nothing is certified"
    HOLDS = "adds a hold"
    CLEARS = "clears a hold that the police can lift"


@dataclass(frozen=True)
class Certification:
    """All certificates about a case and all views of them, in their order."""

    certificates: tuple[HoldCertificate, ...] = ()
    views: tuple[HoldView, ...] = ()

    @property
    def latest(self) -> HoldCertificate | None:
        """The certificate that counts: each one replaces those before."""
        return self.certificates[-1] if self.certificates else None

    @property
    def latest_views(self) -> tuple[HoldView, ...]:
        """Each lawyer's last view of the certificate that counts."""
        latest = self.latest
        of_latest = [view for view in self.views if latest and view.number == latest.number]
        return tuple({view.person: view for view in of_latest}.values())

    @property
    def is_agreed(self) -> bool:
        """Whether a lawyer agreed with the certificate that counts, and none does not."""
        views = self.latest_views
        return bool(views) and all(view.agrees for view in views)

    def leads_to(self, other: Certification) -> bool:
        """Say whether the other has all of this one, in its order, and perhaps more."""
        return (
            self.certificates == other.certificates[: len(self.certificates)]
            and self.views == other.views[: len(self.views)]
        )

    def is_part_of(self, other: Certification) -> bool:
        """Say whether the other has all of this one, in whatever order."""
        return all(one in other.certificates for one in self.certificates) and all(
            one in other.views for one in self.views
        )

    def is_overdue(self, day: dt.date) -> bool:
        """Say whether the review date of the certificate that counts is over."""
        return self.latest is not None and day > self.latest.review

    def effect(self, day: dt.date) -> Effect:
        """Give what counts on a day: a clearance that is agreed, made by then and not overdue; anything else holds."""
        latest = self.latest
        if latest is None:
            return Effect.NONE
        is_made = max([latest.decided, *(view.decided for view in self.latest_views)]) <= day
        is_clear = latest.outcome is Certified.CLEAR and self.is_agreed and is_made and not self.is_overdue(day)
        return Effect.CLEARS if is_clear else Effect.HOLDS


NO_CERTIFICATE = Certification()
