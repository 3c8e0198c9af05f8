"""What people do about an output: decide, ask for an exception and answer it, take the draft back."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.commission import Role
from clerestory.model.decisions import Outcome
from clerestory.model.desk.acts import Act, disclosure
from clerestory.model.desk.acts.common import Signed
from clerestory.model.desk.states import OutputState
from clerestory.review.desk.policies.outputs import EXCEPTABLE
from clerestory.web.pages.fields import choices
from clerestory.web.pages.vault import shelf
from clerestory.web.pages.vault.outputs import output_of
from clerestory.web.pages.vault.room import SEE_OUTPUTS, visited
from clerestory.web.pages.visits import NOTHING_TRIED, Visit
from clerestory.web.signing.deciding import decided, means_of

_EXCEPT: Mapping[type[Act], str] = {
    disclosure.AskException: "The exception is asked for.",
    disclosure.AnswerException: "The answer is on record.",
}
_WITHDRAW: Mapping[type[Act], str] = {disclosure.WithdrawOutput: "The output is withdrawn."}
_ASKED_OF_A_PAGE = "What this page is asked for is not known yet."  # stands for a reason in an act that is only tried
_OF_RULES = {
    "J4": "J4: neutral wording",
    "J5": "J5: a content note and support contacts",
    "S19": "S19: what a pattern of hidden cells may tell",
}


@visited(disclosure.DecideOutput)
def decide(visit: Visit, number: int) -> HttpResponse:
    """Give the form of a checker's decision; whoever may not decide reads why."""
    output = output_of(visit, number)
    role = Role.CHECKER if Role.CHECKER in visit.person.roles else Role.LAWYER
    trial = NOTHING_TRIED
    if visit.request.method == "POST":
        said = "Your decision is signed and on record."
        trial = decided(visit, disclosure.DecideOutput, role=role, said=said, draft=output.draft)
    if trial.is_done:
        return redirect("output", number=number)
    plain = Signed(role=role, decided=visit.today)
    tried = disclosure.DecideOutput(draft=output.draft, outcome=Outcome.REFUSE, reason=_ASKED_OF_A_PAGE, signed=plain)
    return visit.page(
        "decide",
        trial,
        number=number,
        output=output,
        refusal=visit.refusal(tried),
        means=means_of(visit.person),
        is_shown=shelf.evidence_for(output) is not None,
        outcomes=choices(Outcome),
    )


@visited(roles=SEE_OUTPUTS)
def exceptions(visit: Visit, number: int) -> HttpResponse:
    """Give the exceptions of a draft, with the form of its authors and that of the approver."""
    output = output_of(visit, number)
    trial = visit.sent(_EXCEPT, draft=output.draft)
    if trial.is_done:
        return redirect("exceptions", number=number)
    is_waiting = output.state is OutputState.WAITING
    may_answer = visit.may(disclosure.AnswerException)
    return visit.page(
        "exceptions",
        trial,
        number=number,
        output=output,
        left=[{"value": rule, "text": _OF_RULES[rule]} for rule in sorted(EXCEPTABLE - output.exceptions.keys())],
        may_ask=is_waiting and visit.may(disclosure.AskException) and visit.person.id in output.authors,
        to_answer=[one for one in output.exceptions.values() if is_waiting and may_answer and one.answer is None],
        outcomes=choices(Outcome),
    )


@visited(disclosure.WithdrawOutput)
def withdraw(visit: Visit, number: int) -> HttpResponse:
    """Give the form by which an author takes a draft back."""
    output = output_of(visit, number)
    trial = visit.sent(_WITHDRAW, draft=output.draft)
    if trial.is_done:
        return redirect("output", number=number)
    tried = disclosure.WithdrawOutput(draft=output.draft, reason=_ASKED_OF_A_PAGE)
    return visit.page("withdraw", trial, number=number, output=output, refusal=visit.refusal(tried))
