"""Statements as texts repeat them."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.watch.repeating import printed
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.reading import state_of
from clerestory.study.answers import AnswerPlace


def repeated(place: AnswerPlace, subject: str, *, on: dt.date | None = None) -> str:
    """Give a statement as a text repeats it on a day, today if left out: ``{{ statement["id"] }}`` prints this.

    Raises
    ------
    AnswerError
        If there is none of this id.
    AnswerTextError
        If it may not be repeated on that day: it holds no more, or nobody looked in time.
    """
    return printed(subject, state_of(place, Kind.STATEMENT, subject), on or place.clock.now().date())
