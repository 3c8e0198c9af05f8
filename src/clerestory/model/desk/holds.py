"""A live case at the desk of the vault: what its records say, what its officer certified, what lawyers say of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clerestory.model.desk.acts.holds import ToldHold
from clerestory.model.desk.states import CertifiedState
from clerestory.model.redaction.certificates import NO_CERTIFICATE, Certification, Certified, Effect
from clerestory.model.redaction.holds import HoldState


@dataclass(frozen=True)
class LiveCase:
    """A case that something could be told about."""

    told: ToldHold
    certification: Certification = NO_CERTIFICATE

    @property
    def state(self) -> CertifiedState:
        """Where its certificate stands, whatever the day."""
        latest, views = self.certification.latest, self.certification.latest_views
        if latest is None:
            return CertifiedState.NONE
        if latest.outcome is Certified.HOLD:
            return CertifiedState.HELD
        if not views:
            return CertifiedState.UNVIEWED
        return CertifiedState.CLEARED if self.certification.is_agreed else CertifiedState.CONTESTED

    def hold(self, day: dt.date) -> HoldState:
        """Give the hold that counts on a day."""
        effect = self.certification.effect(day)
        if effect is Effect.CLEARS:
            return self.told.if_cleared
        return HoldState.HOLD if effect is Effect.HOLDS and not self.is_statutory else self.told.state

    @property
    def is_statutory(self) -> bool:
        """Whether proceedings are active: the strictest hold, which no certificate changes."""
        return self.told.state is HoldState.ACTIVE

    @property
    def can_be_cleared(self) -> bool:
        """Whether a clearance would count: nothing holds it besides what the police can lift."""
        return self.told.if_cleared is HoldState.CLEAR
