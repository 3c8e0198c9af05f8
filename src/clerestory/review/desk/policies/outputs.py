"""Policies of the disclosure check and of the release: two who made nothing of it, then a third who signs."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.model.commission import Role
from clerestory.model.decisions import Outcome
from clerestory.model.desk.acts import Recorded, disclosure
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Admitted, Desk, Output
from clerestory.model.desk.states import OutputState, ReleaseState
from clerestory.review.desk.folding.outputs import CHECKERS, checks_as
from clerestory.review.desk.policies.asking import People, Policy, check_signed, check_state, not_now, not_theirs
from clerestory.review.desk.policies.group import without_answer
from clerestory.review.desk.transitions import OUTPUT, RELEASE

# Rules of statistics that warn, and so let themselves be excepted from; one that blocks never does.
EXCEPTABLE = frozenset({"J4", "J5", "S19"})


def _submit(desk: Desk, people: People, _done: Recorded, act: disclosure.SubmitOutput) -> None:
    if act.draft in desk.outputs:
        raise not_now(act, "this draft was submitted before", "Change what was asked; a new draft has a new hash.")
    unknown = [author for author in act.authors if author not in people]
    if unknown:
        raise not_now(act, "an author is not in study.toml", "Name the authors in study.toml, [study].")


def _ask(desk: Desk, _people: People, done: Recorded, act: disclosure.AskException) -> None:
    output = _output(desk, act)
    _check_author(output, done, act)
    if act.rule not in EXCEPTABLE:
        allowed = ", ".join(sorted(EXCEPTABLE))
        raise not_now(act, f"rule {act.rule} has no exceptions", f"Change the tables. Rules that have some: {allowed}.")
    if act.rule in output.exceptions:
        raise not_now(act, f"an exception from rule {act.rule} was asked for already", "Wait for its answer.")


def _answer(desk: Desk, _people: People, done: Recorded, act: disclosure.AnswerException) -> None:
    output = _output(desk, act)
    asked = output.exceptions.get(act.rule)
    if asked is None or asked.answer is not None:
        raise not_now(act, f"no exception from rule {act.rule} waits for an answer", "Open the draft again.")
    if done.person in {asked.person, *output.authors, *output.checks}:
        raise not_theirs(act, "who made or checks the draft answers no exception", "Another of that post does.")


def _decide(desk: Desk, people: People, done: Recorded, act: disclosure.DecideOutput) -> None:
    output = _output(desk, act)
    if done.person in output.authors:
        raise not_theirs(act, "you are an author of this draft", "Two checkers who made nothing of it decide.")
    if done.person in {asked.approver for asked in output.exceptions.values()}:
        raise not_theirs(act, "you answered an exception of this draft", "Two other checkers decide.")
    if done.person in output.checks:
        raise not_now(act, "you have decided on this draft", "Wait for the others who decide.")
    check_signed(act, people, done)
    if act.signed.role is Role.CHECKER and checks_as(output, Role.CHECKER) == CHECKERS:
        raise not_now(act, "two checkers have decided on this draft", "A lawyer has still to decide.")
    if act.outcome is Outcome.APPROVE and any(
        asked.answer is not Outcome.APPROVE for asked in output.exceptions.values()
    ):
        raise not_now(act, "an exception was refused, or has no answer", "Refuse the draft, or wait for the answer.")


def _withdraw(desk: Desk, _people: People, done: Recorded, act: disclosure.WithdrawOutput) -> None:
    _check_author(_output(desk, act), done, act)


def _admit(desk: Desk, people: People, _done: Recorded, act: disclosure.AdmitDraft) -> None:
    check_state(RELEASE, _release_state(desk.admitted.get(act.draft)), act, "the draft")
    if len(set(act.checkers)) < CHECKERS:
        raise not_now(act, "it was not checked by two different people", "Have two checkers decide on it.")
    if set(act.checkers) & set(act.authors):
        raise not_now(act, "an author is among its checkers", "Have two checkers decide who made nothing of it.")
    if not all(one in people and Role.CHECKER in people[one].roles for one in act.checkers):
        raise not_now(act, "a checker of it has no such role in study.toml", "Have two of the checkers decide on it.")


def _decide_release(desk: Desk, people: People, done: Recorded, act: disclosure.DecideRelease) -> None:
    admitted = _last_admitted(desk, act)
    if done.person in admitted.involved:
        raise not_theirs(act, "you made, checked or reviewed the draft", "Another lead statistician decides.")
    check_signed(act, people, done)
    if act.outcome is Outcome.APPROVE:
        _check_nothing_in_the_way(desk, admitted, act)


def _sign(desk: Desk, _people: People, done: Recorded, act: disclosure.SignRelease) -> None:
    admitted = _last_admitted(desk, act)
    if done.person in admitted.involved:
        raise not_theirs(act, "you made, checked or reviewed the draft, or let it pass", "A third person signs.")
    _check_nothing_in_the_way(desk, admitted, act)


def _check_nothing_in_the_way(desk: Desk, admitted: Admitted, act: ActForm) -> None:
    if not admitted.holds_clear:
        raise not_now(act, "a text in it is of a case on hold", "Wait for the officer's certificate, or take it out.")
    if not admitted.register_complete:
        raise not_now(act, "the register of what is withheld is not complete", "Complete it and run the study again.")
    if any(without_answer(round_) for round_ in desk.group.rounds):
        raise not_now(act, "a comment has no answer that stands", "Have it answered, and the paper run again.")


def _last_admitted(desk: Desk, act: disclosure.OfDraft) -> Admitted:
    admitted = desk.admitted.get(act.draft)
    check_state(RELEASE, _release_state(admitted), act, "the draft")
    if admitted is None or desk.latest is not admitted:
        raise not_now(act, "a later draft has come", "Take the last one, once it is reviewed.")
    return admitted


def _release_state(admitted: Admitted | None) -> ReleaseState:
    return admitted.state if admitted else ReleaseState.NONE


def _output(desk: Desk, act: disclosure.OfDraft) -> Output:
    output = desk.outputs.get(act.draft)
    check_state(OUTPUT, output.state if output else OutputState.NONE, act, "the draft")
    if output is None:  # no state of a draft that was not submitted allows any of these acts
        raise not_now(act, "there is no such draft", "Run the study; each run submits its draft.")
    return output


def _check_author(output: Output, done: Recorded, act: ActForm) -> None:
    if done.person not in output.authors:
        raise not_theirs(act, "you are no author of this draft", "One of its authors does this.")


OUTPUT_POLICIES: Mapping[type[ActForm], Policy] = {
    disclosure.SubmitOutput: _submit,
    disclosure.AskException: _ask,
    disclosure.AnswerException: _answer,
    disclosure.DecideOutput: _decide,
    disclosure.WithdrawOutput: _withdraw,
    disclosure.AdmitDraft: _admit,
    disclosure.DecideRelease: _decide_release,
    disclosure.SignRelease: _sign,
}
