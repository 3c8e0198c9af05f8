"""By when a request, a question or a review is to be answered.

The twenty working days begin the day after receipt (section 10(1) of the Freedom of Information Act 2000); a bank
holiday anywhere in the United Kingdom is no working day (section 10(6)). What is needed to know what is wanted starts
them anew when it comes (sections 1(3) and 10(6)); days in which a fee is waited for do not count (section 10(2)).
"""

from __future__ import annotations

import datetime as dt

from clerestory.answer.clocks import ENGLAND_AND_WALES, FOI_JURISDICTIONS, Clock, Pause, Unit
from clerestory.model.answers.acts.requests import RequestKind
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Request, RequestState

_AT_WORK = frozenset({RequestState.OPEN, RequestState.DRAFTED, RequestState.CLEARED})


def clock_of(request: Request, settings: RequestSettings) -> Clock:
    """Give the clock by which a request is answered, without extensions; a named day is met apart."""
    if request.kind is RequestKind.FOI:
        return foi_clock(request, settings.foi_days)
    if request.kind is RequestKind.LORDS:
        return Clock(request.counted_from, settings.lords_days, Unit.WORKING, ENGLAND_AND_WALES)
    return Clock(request.counted_from, settings.written_days, Unit.CALENDAR)


def foi_clock(request: Request, days: int) -> Clock:
    """Give the clock of a request for so many working days."""
    pauses = tuple(Pause(one.start, one.end, "waiting for a fee") for one in request.stopped if one.end is not None)
    return Clock(request.counted_from, days, Unit.WORKING, FOI_JURISDICTIONS, pauses)


def due_first(request: Request, settings: RequestSettings) -> dt.date:
    """Give the day by which the answer was due, whatever was extended or held since."""
    return request.received.named_day or clock_of(request, settings).due


def due_day(request: Request, settings: RequestSettings) -> dt.date | None:
    """Give the day by which the office has to do something; None while it waits for others, or nothing is left.

    Examples
    --------
    A request of 2 March 2026, a Monday, is due on the 31st: 17 March is a bank holiday in Northern Ireland.
    """
    if request.state is RequestState.IN_REVIEW:
        return review_due(request, settings)
    if request.state not in _AT_WORK:
        return None
    return request.until or due_first(request, settings)


def review_due(request: Request, settings: RequestSettings) -> dt.date | None:
    """Give the day by which a review is decided; None where none was asked for."""
    if request.review is None:
        return None
    if request.review.extended is not None:
        return request.review.extended.until
    return working_day_after(request.review.asked.received, settings.review_days)


def working_day_after(day: dt.date, days: int) -> dt.date:
    """Give the so-manieth working day after a day, by the calendar of requests."""
    return Clock(day, days, Unit.WORKING, FOI_JURISDICTIONS).due
