"""Live cases: which are held and why, what was certified, and the forms of their officer and of a lawyer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.errors import DeskError
from clerestory.model.desk.acts.holds import CertifyHold, ViewHold
from clerestory.model.desk.holds import LiveCase
from clerestory.model.redaction.certificates import Certified
from clerestory.model.redaction.holds import HoldState
from clerestory.review.desk.live_cases import in_order, review_of, waits_for_lawyer, waits_for_officer
from clerestory.review.desk.signed import signature_of
from clerestory.review.desk.transitions import name_of
from clerestory.web.arriving.live_cases import case_names
from clerestory.web.pages.fields import UNSHOWN, Unfit, act_of
from clerestory.web.pages.vault.consulting import LIVE_CASES, consult
from clerestory.web.pages.vault.room import SEE_CASES, shown, visited
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit, with_typed
from clerestory.web.signing.deciding import means_of, opened_key

_TRIED = "What this page is asked for is not known yet."  # stands for a reason in an act that is only tried
_DONE: Mapping[type[CertifyHold | ViewHold], str] = {
    CertifyHold: "Your certificate is on record. The next run of the study goes by it.",
    ViewHold: "Your view is on record. The next run of the study goes by it.",
}
# What a clearance would come to, by what would still hold the case.
_CHANGES = {
    HoldState.ACTIVE: "Proceedings are active, or may be: no certificate clears it. You can add a hold for later.",
    HoldState.HOLD: "Its stage is not known, or no return has it: no certificate clears it. You can add a hold.",
    HoldState.NOTEXT: "It ended without a conviction, so it is counted and never described: no certificate clears it.",
    HoldState.CLEAR: "A clearance counts once a lawyer agrees, and until its review date.",
}
_FREE = "Nothing holds it, so there is nothing to clear; a hold can be added."


@dataclass(frozen=True)
class Row:
    """A live case as it is shown.

    Attributes
    ----------
    name : str
        Its pseudonym.
    hold : HoldState
        What counts today.
    waits : bool
        Whether it waits for the person who looks.
    """

    name: str
    case: LiveCase
    hold: HoldState
    review: dt.date
    is_overdue: bool
    waits: bool

    @property
    def number(self) -> str:
        """The number by which certificates know it."""
        return self.case.told.case

    @property
    def state(self) -> str:
        """Where its certificate stands."""
        return sentence(self.case.state)

    @property
    def means(self) -> str:
        """What its hold means."""
        return self.hold.words[0].upper() + self.hold.words[1:]


@shown(roles=SEE_CASES)
def cases(visit: Visit) -> HttpResponse:
    """Give every live case that the person answers for, what is overdue first."""
    consult(visit, LIVE_CASES)
    names = case_names()
    found = [_row(visit, one, names) for one in in_order(visit.desk.holds.values(), visit.today)]
    return visit.page("live_cases", rows=found, held=sum(one.hold is not HoldState.CLEAR for one in found))


@visited(roles=SEE_CASES)
def case(visit: Visit, number: str) -> HttpResponse:
    """Give one case: what its records say, what counts today and why, its certificates, and what can be done."""
    found = visit.desk.holds.get(number)
    if found is None:
        raise Http404
    consult(visit, LIVE_CASES)
    trial = _sent(visit, found)
    if trial.is_done:
        return redirect("live-case", number=number)
    latest = found.told.latest_review(visit.today)
    day = {"review-day": str(latest.day), "review-month": str(latest.month), "review-year": str(latest.year)}
    certification = found.certification
    may_certify = visit.may(CertifyHold) and _refusal(visit, found, Certified.HOLD) is None
    is_asked_to_certify = may_certify and "certify" in visit.request.GET  # whoever is officer and lawyer has one form
    return visit.page(
        "live_case",
        with_typed(trial, **day),
        row=_row(visit, found, case_names()),
        certification=certification,
        own_view=next((one for one in certification.latest_views if one.person == visit.person.id), None),
        following=len(certification.certificates) + 1,
        latest_review=latest,
        changes=_FREE if _is_free(found) else _CHANGES[found.told.if_cleared],
        is_free=_is_free(found),
        may_certify=may_certify,
        not_clear=_refusal(visit, found, Certified.CLEAR),
        is_viewing=_may_view(visit, found) and not is_asked_to_certify,
        means=means_of(visit.person),
        names={CertifyHold: name_of(CertifyHold), ViewHold: name_of(ViewHold)},
        kinds=(CertifyHold, ViewHold),
    )


def _is_free(one: LiveCase) -> bool:
    """Say whether nothing holds a case, by its records or by a certificate that anybody gave."""
    return one.told.state is HoldState.CLEAR and one.certification.latest is None


def sentence(state: Enum) -> str:
    """Give the words of a state as a sentence begins."""
    words = str(state.value)
    return words[0].upper() + words[1:]


def _row(visit: Visit, one: LiveCase, names: Mapping[str, str]) -> Row:
    waits = (visit.may(CertifyHold) and waits_for_officer(one, visit.today)) or (
        visit.may(ViewHold) and waits_for_lawyer(one)
    )
    return Row(
        names.get(one.told.case, one.told.case),
        one,
        one.hold(visit.today),
        review_of(one, visit.today),
        is_overdue=one.certification.is_overdue(visit.today),
        waits=waits,
    )


def _sent(visit: Visit, found: LiveCase) -> Trial:
    """Do the act that a form sent: asked for first, then signed, then recorded."""
    kind = next((one for one in _DONE if name_of(one) == visit.typed.get("do")), None)
    if visit.request.method != "POST" or kind is None:
        return NOTHING_TRIED
    typed = visit.typed
    fixed = {
        "case": found.told.case,
        "decided": visit.today,
        "simulated": means_of(visit.person).is_simulated,
        "signature": "",
    }
    try:
        act = act_of(kind, typed, **fixed)
        if (refusal := visit.refusal(act)) is not None:
            return Trial(refusal=refusal, typed=typed)
        key = opened_key(visit.person, visit.request.POST.get(UNSHOWN, ""))
        if key:
            fixed["signature"] = signature_of(act, visit.person.id, key)
    except Unfit as unfit:
        return Trial(problems=unfit.problems, typed=typed)
    except DeskError as refusal:
        return Trial(refusal=refusal, typed=typed)
    return visit.tried(kind, said=_DONE[kind], **fixed)


def _refusal(visit: Visit, found: LiveCase, outcome: Certified) -> DeskError | None:
    """Give what would refuse a certificate now, whatever its reason."""
    return visit.refusal(
        CertifyHold(
            case=found.told.case,
            number=len(found.certification.certificates) + 1,
            outcome=outcome,
            reason=_TRIED,
            review=found.told.latest_review(visit.today),
            decided=visit.today,
        )
    )


def _may_view(visit: Visit, found: LiveCase) -> bool:
    latest = found.certification.latest
    if latest is None or not visit.may(ViewHold):
        return False
    tried = ViewHold(
        case=latest.case,
        number=latest.number,
        certificate=latest.version,
        agrees=False,
        reason=_TRIED,
        decided=visit.today,
    )
    return visit.refusal(tried) is None
