"""Decisions about passages that are withheld: whether each counts, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clerestory.errors import DecisionError
from clerestory.model.commission import DataKind, Person
from clerestory.model.redaction.reasons import REASONS
from clerestory.model.redaction.review import DECIDERS, LEAST_WORDS, RedactionDecision, ReviewOutcome
from clerestory.review.signing import signature_fault


def checked_decisions(
    decisions: Sequence[RedactionDecision], people: Sequence[Person], data: DataKind
) -> Mapping[str, tuple[RedactionDecision, ...]]:
    """Give the decisions that count, by proposal: the last of each person, in order.

    To let a passage stand needs a signature. To withhold one more surely does not: that harms nobody.

    Raises
    ------
    DecisionError
        If one is by nobody who may decide, is not signed, or lacks the note that it needs.
    """
    known = {person.id: person for person in people}
    for decision in decisions:
        _check(decision, known.get(decision.person), data)
    last = {(decision.proposal, decision.person): decision for decision in decisions}
    by_proposal: dict[str, tuple[RedactionDecision, ...]] = {}
    for (about, _), said in last.items():
        by_proposal[about] = (*by_proposal.get(about, ()), said)
    return by_proposal


def _check(decision: RedactionDecision, person: Person | None, data: DataKind) -> None:
    where = f"the decision on passage {decision.proposal}"
    if decision.role not in DECIDERS:
        raise DecisionError(
            f"a {decision.role.value} does not decide about passages",
            where=where,
            remedy=f"Say in which role: {', '.join(sorted(role.value for role in DECIDERS))}.",
        )
    if person is None or decision.role not in person.roles:
        raise DecisionError(
            f"its person is no {decision.role.value}",
            where=where,
            remedy="Name one of [[people]] of --reviewers who has that role.",
        )
    if len(decision.note.strip()) < LEAST_WORDS and _needs_note(decision):
        raise DecisionError(
            "has no note",
            where=where,
            remedy="Say where the public interest lies, or why the passage may stand; in words that name nobody.",
        )
    fault = signature_fault(decision, person, data) if decision.outcome is ReviewOutcome.KEEP else None
    if fault:
        raise DecisionError(
            fault.what.replace("study.toml", "the file of reviewers"),
            where=where,
            remedy="Decide in person: `protect review --key KEY`. `clerestory review keys KEY` makes a pair; what it"
            " prints goes into the file of reviewers, public_key.",
        )


def _needs_note(decision: RedactionDecision) -> bool:
    return decision.outcome is ReviewOutcome.KEEP or REASONS[decision.reason].needs_note
