"""Who may check a quote: a disclosure checker of the study, who is none of its authors, in person."""

from __future__ import annotations

from clerestory.errors import DecisionError
from clerestory.model.commission import Person, Role, StudySettings
from clerestory.model.interviews.quotes import QuoteCheck
from clerestory.review.signing import signature_fault


def check_quote_check(check: QuoteCheck, settings: StudySettings) -> Person:
    """Check that a redaction check is by somebody who may check, and signed; gives the person.

    Raises
    ------
    DecisionError
        If not; it says why.
    """
    where = f"the check of quote {check.quote}"
    person = next((p for p in settings.people if p.id == check.person and Role.CHECKER in p.roles), None)
    if person is None:
        remedy = "Name one of [[people]] of study.toml with that role."
        raise DecisionError("its person is no disclosure checker of the study", where=where, remedy=remedy)
    if person.id in settings.study.authors:
        what = f"{person.post} made the tables of the study and may not check its quotes"
        raise DecisionError(what, where=where, remedy="Have a disclosure checker look who is none of the authors.")
    fault = signature_fault(check, person, settings.study.data)
    if fault:
        remedy = fault.remedy or "Check with --key, in person; only made-up interviews take a check without a key."
        raise DecisionError(fault.what, where=where, remedy=remedy)
    return person
