"""The release: where it stands, and the two pages on which it is decided and signed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.model.commission import Role
from clerestory.model.desk.acts import disclosure
from clerestory.model.desk.outputs import Admitted
from clerestory.model.desk.states import ReleaseState
from clerestory.pipeline.desk.decided import against_record
from clerestory.web.pages.group.room import SEE_RELEASE
from clerestory.web.pages.release.room import shown, visited
from clerestory.web.pages.release.standing import calendar, is_in_the_way, steps
from clerestory.web.pages.visits import NOTHING_TRIED, Trial, Visit
from clerestory.web.service.studies import served_study
from clerestory.web.signing.deciding import decided, means_of
from clerestory.web.store.state import desk_now

_OUTCOMES = (
    {"value": "approve", "text": "Let it pass", "hint": {"text": "A third person then signs it."}},
    {"value": "refuse", "text": "Refuse it", "hint": {"text": "Only another draft can then be released."}},
)


@shown(roles=SEE_RELEASE)
def release(visit: Visit) -> HttpResponse:
    """Give where the last draft stands."""
    latest = visit.desk.latest
    return visit.page("release", draft=latest) if latest is None else _page(visit, "release", latest)


@visited(disclosure.DecideRelease)
def decide(visit: Visit) -> HttpResponse:
    """Give the page on which the lead statistician decides."""
    latest, trial = _latest(visit), NOTHING_TRIED
    if visit.request.method == "POST":
        said = "Your decision is signed and on record."
        trial = decided(visit, disclosure.DecideRelease, role=Role.STATISTICIAN, said=said, draft=latest.draft)
    if trial.is_done:
        return redirect("release")
    return _page(visit, "decide", latest, trial, means=means_of(visit.person), outcomes=_OUTCOMES)


@visited(disclosure.SignRelease)
def sign(visit: Visit) -> HttpResponse:
    """Give the page on which a third person signs."""
    latest = _latest(visit)
    trial = visit.sent({disclosure.SignRelease: "Your signature is on record."}, draft=latest.draft)
    return redirect("release") if trial.is_done else _page(visit, "sign", latest, trial)


def _latest(visit: Visit) -> Admitted:
    if visit.desk.latest is None:
        raise Http404
    return visit.desk.latest


def _page(visit: Visit, name: str, draft: Admitted, trial: Trial = NOTHING_TRIED, **said: object) -> HttpResponse:
    """Give a page about a draft: its steps, its calendar, and what this person may do now."""
    settings, desk = served_study().settings, desk_now()
    found = steps(visit, draft, desk)
    return visit.page(
        name,
        trial,
        draft=draft,
        steps=found,
        missing=is_in_the_way(found),
        calendar=list(calendar(settings.release, is_embargoed=settings.is_embargoed)),
        may_decide=draft.state is ReleaseState.REVIEWED and visit.may(disclosure.DecideRelease),
        may_sign=draft.state is ReleaseState.PASSED and visit.may(disclosure.SignRelease),
        against=against_record(served_study(), desk),
        is_signed=draft.state is ReleaseState.SIGNED,
        is_refused=draft.state is ReleaseState.REFUSED,
        **said,
    )
