"""What the acts of the disclosure check and of the release lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.commission import Role
from clerestory.model.decisions import NEEDED, Gate, Outcome
from clerestory.model.desk.acts import Recorded, disclosure
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Admitted, AskedException, Desk, Output
from clerestory.model.desk.states import OutputState, ReleaseState
from clerestory.review.desk.decided import check_in

Fold = Callable[[Desk, Recorded, Any], Desk]
CHECKERS = NEEDED[Gate.PROTECT][Role.CHECKER]


def _submit(desk: Desk, done: Recorded, act: disclosure.SubmitOutput) -> Desk:
    others = {
        draft: replace(output, state=OutputState.REPLACED) if output.state is OutputState.WAITING else output
        for draft, output in desk.outputs.items()
    }
    made = Output(act.draft, act.title, act.authors, done.time, lawyer=act.lawyer)
    return replace(desk, outputs={**others, act.draft: made})


def _of_output(change: Callable[[Output, Recorded, Any], Output]) -> Fold:
    def fold(desk: Desk, done: Recorded, act: disclosure.OfDraft) -> Desk:
        return replace(desk, outputs={**desk.outputs, act.draft: change(desk.outputs[act.draft], done, act)})

    return fold


def _ask(output: Output, done: Recorded, act: disclosure.AskException) -> Output:
    asked = AskedException(act.rule, done.person, act.reason)
    return replace(output, exceptions={**output.exceptions, act.rule: asked})


def _answer(output: Output, done: Recorded, act: disclosure.AnswerException) -> Output:
    asked = output.exceptions[act.rule]
    answered = replace(asked, answer=act.outcome, approver=done.person, answered_why=act.reason)
    return replace(output, exceptions={**output.exceptions, act.rule: answered})


def _decide(output: Output, done: Recorded, act: disclosure.DecideOutput) -> Output:
    made = replace(output, checks={**output.checks, done.person: check_in(done, act)})
    if is_waiting_for_some(made):
        return made
    is_passed = all(check.outcome is Outcome.APPROVE for check in made.checks.values())
    return replace(made, state=OutputState.PASSED if is_passed else OutputState.REFUSED)


def is_waiting_for_some(output: Output) -> bool:
    """Say whether a checker, or a lawyer where one is needed, has still to decide."""
    return checks_as(output, Role.CHECKER) < CHECKERS or (output.lawyer and not checks_as(output, Role.LAWYER))


def checks_as(output: Output, role: Role) -> int:
    """Give how many have decided in a role."""
    return sum(check.decision.role is role for check in output.checks.values())


def _withdraw(output: Output, _done: Recorded, _act: disclosure.WithdrawOutput) -> Output:
    return replace(output, state=OutputState.WITHDRAWN)


def _admit(desk: Desk, done: Recorded, act: disclosure.AdmitDraft) -> Desk:
    made = Admitted(
        act.draft,
        act.checked,
        act.authors,
        act.checkers,
        holds_clear=act.holds_clear,
        register_complete=act.register_complete,
        admitted=done.time,
        lawyers=act.lawyers,
    )
    return replace(desk, admitted={**desk.admitted, act.draft: made})


def of_admitted(change: Callable[[Admitted, Recorded, Any], Admitted]) -> Fold:
    """Give the fold that changes one draft which came over."""

    def fold(desk: Desk, done: Recorded, act: Any) -> Desk:
        return replace(desk, admitted={**desk.admitted, act.draft: change(desk.admitted[act.draft], done, act)})

    return fold


def _decide_release(admitted: Admitted, done: Recorded, act: disclosure.DecideRelease) -> Admitted:
    state = ReleaseState.PASSED if act.outcome is Outcome.APPROVE else ReleaseState.REFUSED
    return replace(admitted, state=state, decided=check_in(done, act))


def _sign(admitted: Admitted, done: Recorded, _act: disclosure.SignRelease) -> Admitted:
    return replace(admitted, state=ReleaseState.SIGNED, signed_by=done.person, signed=done.time)


OUTPUT_FOLDS: Mapping[type[ActForm], Fold] = {
    disclosure.SubmitOutput: _submit,
    disclosure.AskException: _of_output(_ask),
    disclosure.AnswerException: _of_output(_answer),
    disclosure.DecideOutput: _of_output(_decide),
    disclosure.WithdrawOutput: _of_output(_withdraw),
    disclosure.AdmitDraft: _admit,
    disclosure.DecideRelease: of_admitted(_decide_release),
    disclosure.SignRelease: of_admitted(_sign),
}
