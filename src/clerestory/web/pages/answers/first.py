"""The first page of answers: what there is of each kind, and how much of it waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from clerestory.answer.permissions import ANSWERING
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import ANSWERS, AnswerPlace, Query
from clerestory.web.pages.answers.room import place_of, shown
from clerestory.web.pages.visits import Visit

# In the order of the page: what a list is called, its page, and what those are that count.
_LISTS = (
    (Kind.LETTER, "Letters", "letters", "open"),
    (Kind.REQUEST, "Requests for information and questions in Parliament", "requests", "open"),
    (Kind.PETITION, "Petitions", "petitions", "open"),
    (Kind.COMMITMENT, "Commitments", "commitments", "open"),
    (Kind.COMMISSION, "The commission: questions and answers", "answers-commission-list", "in force"),
    (Kind.WATCH, "Evidence that is followed", "answers-watch-list", "followed"),
    (Kind.GUIDANCE, "Guidance", "answers-guidance-list", "in force"),
    (Kind.STATEMENT, "Statements", "answers-statement-list", "current"),
    (Kind.EVENT, "Events", "answers-event-list", "planned"),
)


@dataclass(frozen=True)
class Shelf:
    """A list, with how much of it is open (in the word for its kind), and how much of that is overdue."""

    title: str
    page: str
    word: str
    open: int
    overdue: int


@shown
def first(visit: Visit) -> HttpResponse:
    """Give the lists that there are; where nothing is answered yet, how that begins."""
    place = place_of(visit) if (settings.SERVING.root / ANSWERS).is_file() else None
    return visit.page(
        "first",
        place=place,
        shelves=list(_shelves(place)) if place else [],
        is_answering=bool(ANSWERING & set(visit.person.roles)),
    )


def _shelves(place: AnswerPlace) -> Iterator[Shelf]:
    record = record_of(place)
    for kind, title, page, word in _LISTS:
        counts = (record.listed(kind, Query(is_open=True, due_before=day, most=0)).total for day in (None, place.today))
        yield Shelf(title, page, word, *counts)
