"""Which live cases wait for their officer or for a lawyer, and in which order they are listed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from clerestory.model.desk.holds import LiveCase
from clerestory.model.desk.states import CertifiedState
from clerestory.model.redaction.holds import HoldState


def waits_for_officer(case: LiveCase, today: dt.date) -> bool:
    """Say whether a certificate is missing, overdue or contested, where one would change something."""
    if case.certification.latest is None:
        return case.told.state is HoldState.HOLD and case.can_be_cleared
    return case.certification.is_overdue(today) or case.state is CertifiedState.CONTESTED


def waits_for_lawyer(case: LiveCase) -> bool:
    """Say whether nobody has viewed the certificate that counts."""
    return case.certification.latest is not None and not case.certification.latest_views


def review_of(case: LiveCase, today: dt.date) -> dt.date:
    """Give when a case is to be looked at again: by its certificate, or as its records say."""
    latest = case.certification.latest
    return latest.review if latest else min([*case.told.reviews, case.told.latest_review(today)])


def in_order(cases: Iterable[LiveCase], today: dt.date) -> tuple[LiveCase, ...]:
    """Give cases with those first whose certificate is overdue, then those that wait, then the others by date."""

    def place(case: LiveCase) -> tuple[bool, bool, dt.date, str]:
        is_overdue = case.certification.is_overdue(today)
        waits = waits_for_officer(case, today) or waits_for_lawyer(case)
        return not is_overdue, not waits, review_of(case, today), case.told.case

    return tuple(sorted(cases, key=place))
