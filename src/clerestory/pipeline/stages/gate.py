"""A gate of a run: the approvals of a draft; and a refusal that a run has seen stands, though its file goes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from clerestory.errors import GateError
from clerestory.ledger import entries_of
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.releases import Approval
from clerestory.pipeline.desk.recorded import check_on_record
from clerestory.pipeline.stages.work import Work
from clerestory.review import approvals_at, check_decision

REFUSED = "draft refused"


def pass_gate(
    work: Work, gate: Gate, draft: str, decisions: Sequence[Decision], *, texts: Sequence[CaseText] = ()
) -> tuple[Approval, ...]:
    """Give the approvals of a draft at a gate, as ``review.approvals_at`` does; refusals go into the ledger first.

    Decisions are files that others can remove or put back. Who refused a draft approves it by a decision of a later
    day, and by nothing else.

    Raises
    ------
    DecisionError, GateError
        As ``review.approvals_at`` does; GateError also where a refusal was taken away, or a decision is
        not on record at the desk though it has to be.
    """
    settings = work.study.settings
    here = {one.person: one for one in decisions if one.gate is gate and one.draft == draft}
    for decision in here.values():
        check_decision(decision, decisions, settings)
    _note_refusals(work, gate, draft, here)
    for person, day in _refusals(work, gate, draft).items():
        now = here.get(person)
        if now is None or (now.outcome is Outcome.APPROVE and now.decided <= day):
            raise GateError(
                f"{person} refused it on {day}, and that decision is gone",
                where=f"gate {gate.value}, draft {draft}",
                remedy="Have the person decide again, dated later, or change the study and decide on the new draft.",
            )
    approvals = approvals_at(gate, draft, decisions, settings, texts=texts)
    if gate is Gate.RELEASE:
        check_on_record(work.study, draft, decisions)
    return approvals


def _refusals(work: Work, gate: Gate, draft: str) -> Mapping[str, dt.date]:
    """Give who refused a draft, and the latest day of a refusal, in whatever order runs have seen them."""
    found: dict[str, dt.date] = {}
    for said in (entry.detail for entry in entries_of(work.study.ledger, REFUSED)):
        if (said["gate"], said["draft"]) == (gate.value, draft):
            day = dt.date.fromisoformat(said["decided"])
            found[said["person"]] = max(day, found.get(said["person"], day))
    return found


def _note_refusals(work: Work, gate: Gate, draft: str, here: Mapping[str, Decision]) -> None:
    known = _refusals(work, gate, draft)
    for person, one in here.items():
        if one.outcome is Outcome.REFUSE and one.decided > known.get(person, dt.date.min):
            detail = {"gate": gate.value, "draft": draft, "person": person, "decided": one.decided.isoformat()}
            work.ledger.append(REFUSED, why=f"gate {gate.value}", detail=detail)
