"""Decisions at the gates that acts are, and those whose files the record stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.commission import Role
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.desk.acts import Recorded, disclosure, group
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Check, Desk, Output
from clerestory.model.desk.states import OutputState

SignedAct = disclosure.DecideOutput | disclosure.DecideRelease | group.FinishReview
GATE_OF: Mapping[type[ActForm], Gate] = {
    disclosure.DecideOutput: Gate.PROTECT,
    disclosure.DecideRelease: Gate.RELEASE,
    group.FinishReview: Gate.RELEASE,
}
# In which roles somebody decides by an act.
ROLES_OF: Mapping[type[ActForm], frozenset[Role]] = {
    disclosure.DecideOutput: frozenset({Role.CHECKER, Role.LAWYER}),
    disclosure.DecideRelease: frozenset({Role.STATISTICIAN}),
    group.FinishReview: frozenset({Role.CHAIR}),
}
_DONE = (OutputState.PASSED, OutputState.REFUSED)


def decision_in(done: Recorded, act: SignedAct) -> Decision:
    """Give the decision that an act is; that the group has reviewed a draft stands in its file as approval."""
    return Decision(
        form="clerestory-decision/1",
        gate=GATE_OF[type(act)],
        draft=act.draft,
        person=done.person,
        outcome=Outcome.APPROVE if isinstance(act, group.FinishReview) else act.outcome,
        reason=act.reason,
        **dict(act.signed),
    )


def decision_of(done: Recorded) -> Decision | None:
    """Give the decision at a gate that an act is; None where it is none."""
    return decision_in(done, done.act) if isinstance(done.act, SignedAct) else None


def check_in(done: Recorded, act: SignedAct) -> Check:
    """Give what somebody decided, as the state keeps it."""
    return Check(done.time, decision_in(done, act))


def decided(desk: Desk) -> tuple[Decision, ...]:
    """Give the decisions whose files are to be there: of each person at each gate the last, in order.

    Those of checkers count from when all are done: a file before would tell one of the others.
    """
    last = {(one.gate, one.person): one for one in all_decided(desk)}
    return tuple(last.values())


def all_decided(desk: Desk) -> Iterator[Decision]:
    """Give every decision that may be told, in order; also those that a later one of the same person replaced."""
    found = [check for output in desk.outputs.values() for check in _told(output)]
    found += [one for draft in desk.admitted.values() for one in (draft.reviewed, draft.decided) if one]
    yield from (check.decision for check in sorted(found, key=lambda check: check.time))


def _told(output: Output) -> tuple[Check, ...]:
    return tuple(output.checks.values()) if output.state in _DONE else ()
