"""Petitions as they are read: the list, one as it stands, versions side by side."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from clerestory.answer.petitions.changes import changed, signatures_over_time
from clerestory.answer.petitions.events import events
from clerestory.answer.petitions.states import axes, standing
from clerestory.answer.petitions.telling import address_of
from clerestory.answer.petitions.timing import timed, waited_for
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.petitions import ImportPetition, RecordAsk
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.state import Petition, Standing, Version
from clerestory.pipeline.answering.petitions.accounts import compared
from clerestory.pipeline.answering.petitions.recording import petition_of
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import Query
from clerestory.web.pages.answers.room import may, place_of, shown
from clerestory.web.pages.visits import Visit

_PAGE = 50
_WRITABLE = (Standing.TO_ANSWER, Standing.TO_CLEAR, Standing.TO_SEND, Standing.TO_REVISE)


@shown
def petitions(visit: Visit) -> HttpResponse:
    """Give the petitions that are known, what is due first."""
    asked = visit.request.GET
    states = tuple(one.value for one in Standing if one.value == asked.get("state"))
    words = asked.get("words", "").replace("\0", "")[:200]
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1
    query = Query(states=states, words=words, skip=(max(number, 1) - 1) * _PAGE, most=_PAGE)
    found = record_of(place_of(visit)).listed(Kind.PETITION, query)
    return visit.page(
        "petitions/list",
        found=found,
        states=[one.value for one in Standing],
        state=states[0] if states else "",
        words=words,
        number=max(number, 1),
        is_more=max(number, 1) * _PAGE < found.total,
        may_import=may(visit, ImportPetition),
    )


@shown
def petition(visit: Visit, number: int) -> HttpResponse:
    """Give a petition with its three axes, what happened, and every version of its answer."""
    place, found = place_of(visit), known(visit, number)
    settings, now = place.settings.petitions, standing(found, place.settings.petitions)
    may_act = may(visit, RecordAsk)
    return visit.page(
        "petitions/petition",
        petition=found,
        told=found.latest,
        address=address_of(found.latest, place.settings),
        axes=axes(found, settings),
        standing=now.value,
        waiting=waited_for(found, place.settings),
        took={version.number: took for version, took in timed(found, place.settings)},
        events=events(found, place.settings),
        counts=signatures_over_time(found),
        changes=changed(found.told[-2].petition, found.latest) if len(found.told) > 1 else (),
        may_act=may_act,
        may_write=may_act and found.ask is not None and now in _WRITABLE,
    )


@shown
def versions(visit: Visit, number: int) -> HttpResponse:
    """Give two versions side by side, with what differs marked: the last two unless the address names others."""
    found = known(visit, number)
    before, after = _chosen(visit, found)
    return visit.page(
        "petitions/versions",
        petition=found,
        told=found.latest,
        before=before,
        after=after,
        compared=compared(before, after) if before and after else None,
    )


def known(visit: Visit, number: int) -> Petition:
    """Give a petition that is known.

    Raises
    ------
    Http404
        If it was never imported.
    """
    try:
        return petition_of(place_of(visit), number)
    except AnswerError:
        raise Http404 from None


def known_version(petition: Petition, number: int) -> Version:
    """Give a version that there is.

    Raises
    ------
    Http404
        If there is none of the number.
    """
    version = petition.version(number)
    if version is None:
        raise Http404
    return version


def _chosen(visit: Visit, petition: Petition) -> tuple[Version | None, Version | None]:
    numbers = [visit.request.GET.get(name, "") for name in ("before", "after")]
    named = [petition.version(int(one)) if one.isdecimal() and len(one) < 4 else None for one in numbers]
    last = [None, None, *petition.versions][-2:]
    return named[0] or last[0], named[1] or last[1]
