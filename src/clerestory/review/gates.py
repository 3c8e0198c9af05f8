"""What a gate asks: the right people, not the authors, on this very draft."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.errors import DecisionError, GateError
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.approved import ApprovedOutput
from clerestory.model.assessments import Assessments
from clerestory.model.beside_paper import NOTHING_BESIDE, BesidePaper
from clerestory.model.commission import DataKind, Person, Role, StudySettings
from clerestory.model.decisions import ALSO, NEEDED, Decision, Gate, Outcome
from clerestory.model.findings.finding import Finding
from clerestory.model.lessons.study import Lessons
from clerestory.model.redaction.case_texts import CaseText, roles_needed
from clerestory.model.releases import Approval
from clerestory.model.replies import Reply
from clerestory.model.tables import ProtectedTable
from clerestory.review.signing import signature_fault

_UNFIT = "Have the right person decide; if the file is there already, remove it."


def approvals_at(
    gate: Gate,
    draft: str,
    decisions: Sequence[Decision],
    settings: StudySettings,
    *,
    texts: Sequence[CaseText] = (),
) -> tuple[Approval, ...]:
    """Give the approvals of a draft at a gate, if they are all there.

    Parameters
    ----------
    gate : Gate
        The gate.
    draft : str
        Keyed hash of what would pass; a decision on any other draft does not count.
    decisions : sequence of Decision
        All of the study's decisions.
    texts : sequence of CaseText
        What the draft has of them: where one names a place, gate protect needs a lawyer, too.

    Raises
    ------
    DecisionError
        If a decision on this draft is by somebody who may not decide, or is not signed.
    GateError
        If somebody refused, or a decision is missing; it says whose.
    """
    here = [decision for decision in decisions if decision.gate is gate and decision.draft == draft]
    for decision in here:
        check_decision(decision, decisions, settings)
    refused = [decision for decision in here if decision.outcome is Outcome.REFUSE]
    if refused:
        posts = ", ".join(_person(decision, settings).post for decision in refused)
        raise GateError(
            f"refused by {posts}",
            where=f"gate {gate.value}, draft {draft}",
            remedy="Read the reason in decisions/, change the study and run again; a new draft needs new decisions.",
        )
    needed = roles_needed(gate, texts).items()
    missing = [text for role, number in needed if (text := _missing(role, number, here, settings))]
    if missing:
        stale = [d for d in decisions if d.gate is gate and d.draft != draft]
        old = f" {len(stale)} decision(s) are about another draft and do not count." if stale else ""
        raise GateError(
            "; ".join(missing) + "." + old,
            where=f"gate {gate.value}, draft {draft}",
            remedy=_how(gate, settings),
        )
    return tuple(_approval(decision, settings) for decision in sorted(here, key=lambda d: (d.role.value, d.person)))


def check_decision(decision: Decision, decisions: Sequence[Decision], settings: StudySettings) -> None:
    """Check that a decision is by somebody who may decide there, and signed by them.

    Raises
    ------
    DecisionError
        If not; it says why.
    """
    _check_person(decision, decisions, settings)
    _check_signature(decision, settings)


def approve_output(
    tables: tuple[ProtectedTable, ...],
    paper: str,
    approvals: tuple[Approval, ...],
    *,
    replies: tuple[Reply, ...] = (),
    findings: tuple[Finding, ...] = (),
    lessons: Lessons | None = None,
    texts: tuple[CaseText, ...] = (),
    assessments: Assessments | None = None,
    beside: BesidePaper = NOTHING_BESIDE,
    answers: PublicAnswers | None = None,
) -> ApprovedOutput:
    """Bind what may leave, the paper, and what is beside it, to the approvals: all that publish takes."""
    return ApprovedOutput(tables, paper, approvals, replies, findings, lessons, texts, assessments, beside, answers)


def _check_person(decision: Decision, decisions: Sequence[Decision], settings: StudySettings) -> None:
    person = _person(decision, settings)
    if decision.role not in person.roles:
        raise _unfit(decision, f"{person.post} is not a {decision.role.value}")
    if decision.role not in {*NEEDED[decision.gate], *ALSO[decision.gate]}:
        raise _unfit(decision, f"a {decision.role.value} does not decide here")
    if person.id in settings.study.authors:
        raise _unfit(decision, f"{person.post} made the tables and may not decide on them")
    if any(other.person == person.id and other.gate is not decision.gate for other in decisions):
        raise _unfit(decision, f"{person.post} decides at the other gate as well")
    if decision.decided > settings.release.date:
        raise _unfit(decision, "it is dated after the release")


def _check_signature(decision: Decision, settings: StudySettings) -> None:
    fault = signature_fault(decision, _person(decision, settings), settings.study.data)
    if fault:
        raise DecisionError(fault.what, where=_where(decision), remedy=fault.remedy or _UNFIT)


def _person(decision: Decision, settings: StudySettings) -> Person:
    person = next((p for p in settings.people if p.id == decision.person), None)
    if person is None:
        raise _unfit(decision, f"{decision.person} is not in [[people]] of study.toml")
    return person


def _missing(role: Role, number: int, here: Sequence[Decision], settings: StudySettings) -> str:
    given = {decision.person for decision in here if decision.role is role}
    lacking = number - len(given)
    if lacking <= 0:
        return ""
    waiting = [p.post for p in settings.people if role in p.roles and p.id not in given | set(settings.study.authors)]
    of = f" (of {', '.join(waiting)})" if waiting else " (nobody in study.toml has this role)"
    return f"the decision of {lacking} {role.value}{'s' if lacking > 1 else ''} is missing{of}"


def _how(gate: Gate, settings: StudySettings) -> str:
    if gate is Gate.RELEASE and settings.release.desk:
        return "Each decides on the pages of the desk, `clerestory serve STUDY`; then run again."
    decide = f"Each decides with `clerestory review decide STUDY --gate {gate.value} --person ID ...`; then run again."
    if settings.study.data is DataKind.CONFIDENTIAL:
        return decide
    return decide + f" For a demonstration: `clerestory review simulate STUDY --gate {gate.value}`."


def _unfit(decision: Decision, what: str) -> DecisionError:
    return DecisionError(what, where=_where(decision), remedy=_UNFIT)


def _where(decision: Decision) -> str:
    return f"decisions/{decision.gate.value}-{decision.person}.toml"


def _approval(decision: Decision, settings: StudySettings) -> Approval:
    return Approval(
        gate=decision.gate,
        person=decision.person,
        post=_person(decision, settings).post,
        role=decision.role.value,
        decided=decision.decided,
        simulated=decision.simulated,
    )
