"""Lists of requests, and by when each is due."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.requests.due_days import due_day
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request
from clerestory.model.answers.rows import Listed
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import AnswerPlace, Query


def due_of(place: AnswerPlace, request: Request) -> dt.date | None:
    """Give by when the office has to do something about a request; None where it waits, or nothing is left."""
    return due_day(request, place.settings.requests)


def listed_requests(place: AnswerPlace, query: Query) -> Listed:
    """Give a part of the list of requests."""
    return record_of(place).listed(Kind.REQUEST, query)
