"""Policies about live cases: who answers for a case, what a certificate can change, and whose view counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clerestory.model.calendar import date_text
from clerestory.model.desk.acts import Recorded, holds
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import Certified, HoldCertificate
from clerestory.model.redaction.holds import HoldState
from clerestory.review.certificates import answers_for
from clerestory.review.desk.policies.asking import People, Policy, check_state, not_now, not_theirs
from clerestory.review.desk.transitions import HOLD

_AGAIN = "Open the case again: somebody was quicker."


def _tell(_desk: Desk, _people: People, _done: Recorded, _act: holds.TellHolds) -> None:
    """Let the program tell what the records say at any time."""


def _certify(desk: Desk, people: People, done: Recorded, act: holds.CertifyHold) -> None:
    case = _case(desk, act)
    check_state(HOLD, case.state, act, "the case")
    if not answers_for(people[done.person], case.told.leads, act.outcome):
        remedy = "An officer of the force that leads it certifies; [[people]], force in study.toml says whose that is."
        raise not_theirs(act, "another force leads this case", remedy)
    if act.number != len(case.certification.certificates) + 1:
        raise not_now(act, "another certificate came meanwhile", _AGAIN)
    _check_days(act, done, case.certification.latest)
    latest = case.told.latest_review(act.decided)
    if act.review > latest:
        raise not_now(act, "the review date is too late for this case", f"Set it to {date_text(latest)} at most.")
    if act.outcome is Certified.CLEAR:
        _check_clear(case, act)


def _check_clear(case: LiveCase, act: holds.CertifyHold) -> None:
    if not case.can_be_cleared:
        remedy = "It ends with the proceedings, or when a return says how they stand. You can certify a hold beside it."
        raise not_now(act, "no certificate lifts what holds this case", remedy)
    if case.told.state is HoldState.CLEAR and case.certification.latest is None:
        raise not_now(act, "nothing holds this case", "There is nothing to clear. You can certify a hold.")


def _view(desk: Desk, _people: People, done: Recorded, act: holds.ViewHold) -> None:
    case = _case(desk, act)
    check_state(HOLD, case.state, act, "the case")
    latest = case.certification.latest
    if latest is None or (latest.number, latest.version) != (act.number, act.certificate):
        raise not_now(act, "this is not the last certificate of the case", _AGAIN)
    if done.person == latest.person:
        raise not_theirs(act, "you certified this case", "A lawyer who did not certify it says whether they agree.")
    _check_days(act, done, latest)


def _check_days(act: holds.CertifyHold | holds.ViewHold, done: Recorded, before: HoldCertificate | None) -> None:
    if act.decided > done.time.astimezone(dt.UTC).date():
        raise not_now(act, "it is dated after today", "Date it today.")
    if before is not None and act.decided < before.decided:
        raise not_now(act, "it is dated before the certificate that it follows", "Date it today.")


def _case(desk: Desk, act: holds.CertifyHold | holds.ViewHold) -> LiveCase:
    case = desk.holds.get(act.case)
    if case is None:
        raise not_now(act, "no text is about such a case", "Cases of [[texts]] in study.toml are listed.")
    return case


HOLD_POLICIES: Mapping[type[ActForm], Policy] = {
    holds.TellHolds: _tell,
    holds.CertifyHold: _certify,
    holds.ViewHold: _view,
}
