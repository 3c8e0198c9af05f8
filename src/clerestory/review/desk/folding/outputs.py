"""What the acts of the disclosure check and of the release lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from clerestory.model.commission import Role
from clerestory.model.decisions import NEEDED, Gate, Outcome
from clerestory.model.desk.acts import Recorded, disclosure
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Admitted, AskedException, Check, Desk, Output
from clerestory.model.desk.states import OutputState, ReleaseState

Fold = Callable[[Desk, Recorded, Any], Desk]
CHECKERS = NEEDED[Gate.PROTECT][Role.CHECKER]


def _submit(desk: Desk, done: Recorded, act: disclosure.SubmitOutput) -> Desk:
    others = {
        draft: replace(output, state=OutputState.REPLACED) if output.state is OutputState.WAITING else output
        for draft, output in desk.outputs.items()
    }
    return replace(desk, outputs={**others, act.draft: Output(act.draft, act.title, act.authors, done.time)})


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
    checks = {**output.checks, done.person: Check(done.time, act.outcome, act.reason)}
    if len(checks) < CHECKERS:
        return replace(output, checks=checks)
    is_passed = all(check.outcome is Outcome.APPROVE for check in checks.values())
    return replace(output, checks=checks, state=OutputState.PASSED if is_passed else OutputState.REFUSED)


def _withdraw(output: Output, _done: Recorded, _act: disclosure.WithdrawOutput) -> Output:
    return replace(output, state=OutputState.WITHDRAWN)


def _admit(desk: Desk, done: Recorded, act: disclosure.AdmitDraft) -> Desk:
    made = Admitted(
        act.draft,
        act.authors,
        act.checkers,
        holds_clear=act.holds_clear,
        register_complete=act.register_complete,
        admitted=done.time,
    )
    return replace(desk, admitted={**desk.admitted, act.draft: made})


def _sign(desk: Desk, done: Recorded, act: disclosure.SignRelease) -> Desk:
    signed = replace(desk.admitted[act.draft], state=ReleaseState.SIGNED, signed_by=done.person)
    return replace(desk, admitted={**desk.admitted, act.draft: signed})


OUTPUT_FOLDS: Mapping[type[ActForm], Fold] = {
    disclosure.SubmitOutput: _submit,
    disclosure.AskException: _of_output(_ask),
    disclosure.AnswerException: _of_output(_answer),
    disclosure.DecideOutput: _of_output(_decide),
    disclosure.WithdrawOutput: _of_output(_withdraw),
    disclosure.AdmitDraft: _admit,
    disclosure.SignRelease: _sign,
}
