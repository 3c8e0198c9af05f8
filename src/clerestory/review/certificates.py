"""Whose certificates and views of live cases count: the officer of the case and a lawyer, both in person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from clerestory.errors import DecisionError
from clerestory.model.commission import DataKind, Person, StudySettings
from clerestory.model.redaction.certificates import Certification, Certified, HoldCertificate, HoldView
from clerestory.review.signing import signature_fault

_FOLDER = "vault/holds"


def answers_for(person: Person, leads: Collection[str], outcome: Certified) -> bool:
    """Say whether an officer may certify a case.

    Parameters
    ----------
    person : Person
        With a force in study.toml, they answer for cases of that force; without one, for all.
    leads : collection of str
        The forces that the records of the case name. Several may: any of them can hold it, and an officer of one
        force alone clears none of several.
    """
    if not person.force:
        return True
    return person.force in leads if outcome is Certified.HOLD else set(leads) == {person.force}


def check_certification(
    certification: Certification, settings: StudySettings, *, leads: Collection[str]
) -> Certification:
    """Check that the certificate that counts and the views of it are by the right people and signed; gives what counts.

    Where another force leads the case by now the views do not count: a clearance then holds, and so does a hold.

    Raises
    ------
    DecisionError
        If not: a certificate that proves nothing is neither taken for a hold nor for a clearance.
    """
    latest = certification.latest
    if latest is None:
        return certification
    person = check_said(latest, settings)
    for view in certification.latest_views:
        if view.person == latest.person:
            raise _unfit(view, "who certified the case is no lawyer of it")
        check_said(view, settings)
    is_theirs = answers_for(person, leads, latest.outcome)
    return certification if is_theirs else replace(certification, views=())


def check_said(said: HoldCertificate | HoldView, settings: StudySettings) -> Person:
    """Check that a certificate or view is by somebody who has its role, made none of the tables, and signed it.

    Raises
    ------
    DecisionError
        If not.
    """
    person = next((one for one in settings.people if one.id == said.person), None)
    if person is None or said.role not in person.roles:
        raise _unfit(said, f"its person is no {said.role.value} in study.toml")
    if person.id in settings.study.authors:
        raise _unfit(said, f"{person.post} made the tables and certifies nothing of them")
    check_signed(said, person, settings.study.data)
    return person


def check_signed(said: HoldCertificate | HoldView, person: Person, data: DataKind) -> None:
    """Check that a certificate or view is signed by its person, or simulated where that counts.

    Raises
    ------
    DecisionError
        If not.
    """
    fault = signature_fault(said, person, data)
    if fault:
        raise DecisionError(fault.what, where=_where(said), remedy=fault.remedy or _REMEDY)


_REMEDY = "Have the right person certify anew; earlier certificates stay in the file and do not count."


def _unfit(said: HoldCertificate | HoldView, what: str) -> DecisionError:
    return DecisionError(what, where=_where(said), remedy=_REMEDY)


def _where(said: HoldCertificate | HoldView) -> str:
    kind = "certificate" if isinstance(said, HoldCertificate) else "view of certificate"
    return f"{_FOLDER}, {kind} {said.number}"
