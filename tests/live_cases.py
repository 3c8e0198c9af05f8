"""People, certificates and views of live cases, for tests."""

from __future__ import annotations

import datetime as dt

from clerestory.errors import DeskError
from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.holds import CertifyHold, TellHolds, ToldHold, ViewHold
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import Certification, Certified, HoldCertificate, HoldView
from clerestory.model.redaction.holds import HoldState, Why
from clerestory.review.desk import EMPTY, after, checked
from clerestory.review.desk.permissions import PROGRAM

HOLD, CLEAR = Certified.HOLD, Certified.CLEAR
WHY = "It was looked at, and this is so."
CASE = "0" * 19 + "1"
START = dt.date(2026, 3, 2)
_POSTS: dict[str, tuple[tuple[Role, ...], str]] = {
    "officer": ((Role.OFFICER,), ""),
    "officer-north": ((Role.OFFICER,), "North"),
    "officer-south": ((Role.OFFICER,), "South"),
    "lawyer": ((Role.LAWYER,), ""),
    "lawyer-b": ((Role.LAWYER,), ""),
    "officer-lawyer": ((Role.OFFICER, Role.LAWYER), ""),
    "checker": ((Role.CHECKER,), ""),
    "analyst": ((Role.ANALYST,), ""),
    "auditor": ((Role.AUDITOR,), ""),
}
PEOPLE = {
    key: Person(id=key, post=key.replace("-", " ").capitalize(), roles=roles, force=force)
    for key, (roles, force) in _POSTS.items()
}


def told(state: HoldState = HoldState.HOLD, if_cleared: HoldState = HoldState.CLEAR, **other: object) -> ToldHold:
    """What the records say of the case."""
    why = {HoldState.ACTIVE: Why.STAGE_ACTIVE, HoldState.HOLD: Why.NOT_RELEASED, HoldState.NOTEXT: Why.NOT_CONVICTED}
    said = {"case": CASE, "days": 365, "leads": ("North",), "texts": ("told",), **other}
    return ToldHold(state=state, if_cleared=if_cleared, why=why[state].name if state in why else "", **said)


def certificate(outcome: Certified, number: int = 1, *, decided: dt.date = START, days: int = 90) -> HoldCertificate:
    """A certificate of the officer, to be looked at again after so many days."""
    review = decided + dt.timedelta(days=days)
    return HoldCertificate(
        case=CASE, number=number, person="officer", outcome=outcome, reason=WHY, review=review, decided=decided
    )


def view(
    of: HoldCertificate, person: str = "lawyer", *, agrees: bool = True, decided: dt.date | None = None
) -> HoldView:
    """A lawyer's view of a certificate."""
    return HoldView(
        case=CASE,
        number=of.number,
        certificate=of.version,
        person=person,
        agrees=agrees,
        reason=WHY,
        decided=decided or of.decided,
    )


class LiveDesk:
    """A desk of the vault with a live case, on which acts are done, checked as everywhere."""

    def __init__(self, *cases: ToldHold) -> None:
        self.desk: Desk = EMPTY
        self.time = dt.datetime.combine(START, dt.time(9), dt.UTC)
        self.act(PROGRAM, TellHolds(holds=cases or (told(),)))

    @property
    def certification(self) -> Certification:
        """What was certified of the case."""
        return self.desk.holds[CASE].certification

    @property
    def today(self) -> dt.date:
        """The day of the desk."""
        return self.time.date()

    def act(self, person: str, act) -> None:
        """Do an act; raises what refuses it."""
        self.desk = after(self.desk, checked(self.desk, PEOPLE, Recorded(self.time, person, act)))

    def refused(self, person: str, act) -> DeskError | None:
        """Try an act, and give its refusal."""
        try:
            checked(self.desk, PEOPLE, Recorded(self.time, person, act))
        except DeskError as error:
            return error
        return None

    def certify(self, outcome: Certified, days: int = 90, **other: object) -> CertifyHold:
        """The act that certifies the case today."""
        return self.certify_of(CASE, outcome, days, **other)

    def certify_of(self, case: str, outcome: Certified, days: int = 90, **other: object) -> CertifyHold:
        """The act that certifies a case today."""
        said = {
            "number": len(self.desk.holds[case].certification.certificates) + 1,
            "review": self.today + dt.timedelta(days=days),
            "decided": self.today,
            **other,
        }
        return CertifyHold(case=case, outcome=outcome, reason=WHY, simulated=True, **said)

    def view(self, **other: object) -> ViewHold:
        """The act that views the last certificate of the case today."""
        return self.view_of(CASE, **other)

    def view_of(self, case: str, *, agrees: bool = True, **other: object) -> ViewHold:
        """The act that views the last certificate of a case today."""
        latest = self.desk.holds[case].certification.latest
        assert latest is not None
        said = {"number": latest.number, "certificate": latest.version, "decided": self.today, **other}
        return ViewHold(case=case, agrees=agrees, reason=WHY, simulated=True, **said)
