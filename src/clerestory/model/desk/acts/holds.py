"""Acts about live cases: what the program tells of their holds, an officer's certificate, a lawyer's view."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from clerestory.model.commission import Slug
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.forms import Form
from clerestory.model.redaction.certificates import CaseNumber, HoldCertificate, HoldView, SaidOfCertificate, SaidOfHold
from clerestory.model.redaction.holds import HoldState, Why


class ToldHold(Form):
    """The hold of a case as its records have it, before anybody certified anything."""

    case: CaseNumber
    state: HoldState
    if_cleared: HoldState = Field(description="What still holds it when a clearance counts.")
    why: str = Field(default="", description="The strictest reason by its name; empty where nothing holds it.")
    days: int = Field(ge=1, description="How many days ahead a certificate may set its review.")
    reviews: tuple[dt.date, ...] = Field(default=(), description="When its givers look at it again.")
    leads: tuple[str, ...] = Field(default=(), description="The forces that lead it.")
    texts: tuple[str, ...] = Field(default=(), description="Ids of texts of study.toml that are about it.")

    @property
    def reason(self) -> Why | None:
        """The strictest reason; None where nothing holds it."""
        return Why[self.why] if self.why else None

    def latest_review(self, day: dt.date) -> dt.date:
        """Give the last day to which a certificate of a day may set its review: sooner where a giver looks sooner."""
        return min([day + dt.timedelta(days=self.days), *(review for review in self.reviews if review > day)])


class TellHolds(ActForm):
    """The program tells of every case that something could be told about, as the records in the vault have it now."""

    act: Literal["tell holds"] = "tell holds"
    holds: tuple[ToldHold, ...] = Field(max_length=100_000)


class CertifyHold(ActForm, SaidOfHold):
    """A senior investigating officer certifies that a case is held, or that it may be told of, until a day."""

    act: Literal["certify hold"] = "certify hold"

    def certificate(self, person: Slug) -> HoldCertificate:
        """Give the certificate that it is."""
        return HoldCertificate.model_validate({**self.model_dump(exclude={"act"}), "person": person})


class ViewHold(ActForm, SaidOfCertificate):
    """A lawyer agrees with a certificate, or does not."""

    act: Literal["view hold"] = "view hold"

    def view(self, person: Slug) -> HoldView:
        """Give the view that it is."""
        return HoldView.model_validate({**self.model_dump(exclude={"act"}), "person": person})
