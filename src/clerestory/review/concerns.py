"""Who may decide on a concern notice: a safeguarding lead of the study, who made none of its tables, in person."""

from __future__ import annotations

from clerestory.errors import DecisionError
from clerestory.model.commission import Person, Role, StudySettings
from clerestory.model.links.concerns import ConcernDecision
from clerestory.review.signing import signature_fault

_WHERE = "the decision on notice"


def check_concern_decision(decision: ConcernDecision, settings: StudySettings) -> Person:
    """Check that a decision is by somebody who may decide on concern notices, and signed; gives the person.

    Raises
    ------
    DecisionError
        If not; it says why.
    """
    where = f"{_WHERE} {decision.notice}"
    person = next((p for p in settings.people if p.id == decision.person), None)
    if person is None or Role.SAFEGUARDING not in person.roles:
        raise DecisionError(
            "its person is no safeguarding lead of the study",
            where=where,
            remedy="Name one of [[people]] of study.toml with the role safeguarding lead, or add that post.",
        )
    if person.id in settings.study.authors:
        raise DecisionError(
            f"{person.post} made the tables of the study and may not decide on a notice",
            where=where,
            remedy="Have a safeguarding lead decide who is none of the authors.",
        )
    fault = signature_fault(decision, person, settings.study.data)
    if fault:
        remedy = fault.remedy or "Decide with --key, in person; only made-up cases take a decision without a key."
        raise DecisionError(fault.what, where=where, remedy=remedy)
    return person
