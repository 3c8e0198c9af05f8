"""The first page of answers: what there is of each kind, and how much of it waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import ANSWERS, AnswerPlace, Query
from clerestory.web.pages.answers.room import place_of, shown
from clerestory.web.pages.visits import Visit

# In the order of the page: what a list is called, and its page.
_LISTS = (
    (Kind.LETTER, "Letters", "letters"),
    (Kind.REQUEST, "Requests for information and questions in Parliament", "requests"),
    (Kind.PETITION, "Petitions", "petitions"),
    (Kind.COMMITMENT, "Commitments", "commitments"),
    (Kind.COMMISSION, "The commission: questions and answers", "answers-commission-list"),
    (Kind.WATCH, "Evidence that is followed", "answers-watch-list"),
    (Kind.GUIDANCE, "Guidance", "answers-guidance-list"),
    (Kind.STATEMENT, "Statements", "answers-statement-list"),
    (Kind.EVENT, "Events", "answers-event-list"),
)


@dataclass(frozen=True)
class Shelf:
    """A list, with how much of it is open and how much of that is overdue."""

    title: str
    page: str
    open: int
    overdue: int


@shown
def first(visit: Visit) -> HttpResponse:
    """Give the lists that there are; where nothing is answered yet, how that begins."""
    place = place_of(visit) if (settings.SERVING.root / ANSWERS).is_file() else None
    return visit.page("first", place=place, shelves=list(_shelves(place)) if place else [])


def _shelves(place: AnswerPlace) -> Iterator[Shelf]:
    record = record_of(place)
    for kind, title, page in _LISTS:
        counts = (record.listed(kind, Query(is_open=True, due_before=day, most=0)).total for day in (None, place.today))
        yield Shelf(title, page, *counts)
