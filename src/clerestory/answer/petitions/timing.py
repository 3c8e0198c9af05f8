"""How long each response took, and by when one is due: calendar days that wait while Parliament does not sit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clerestory.answer.clocks import ENGLAND_AND_WALES, Clock, Unit, pauses_of, working_days
from clerestory.answer.petitions.states import response_state
from clerestory.model.answers.acts.petitions import DecideResponse
from clerestory.model.answers.petitions.responses import Committee
from clerestory.model.answers.petitions.snapshot import ResponseState
from clerestory.model.answers.petitions.state import Petition, Version
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON


@dataclass(frozen=True)
class Waiting:
    """A response, or a revision, that is waited for: since when, and by when; of a revision only if a day was named."""

    asked: dt.date
    due: dt.date | None


@dataclass(frozen=True)
class Took:
    """How long a response took.

    Attributes
    ----------
    asked : date
        When it, or the revision, was asked for.
    due : date, optional
        The last day in time; of a revision, only where the Committee named a day.
    days : int
        Calendar days from the ask, without those on which Parliament did not sit.
    working_days : int
        Working days in England and Wales, for comparison; none is left out.
    late_days : int
        Calendar days beyond the due day; 0 in time.
    """

    asked: dt.date
    due: dt.date | None
    sent: dt.date
    days: int
    working_days: int
    late_days: int


def asked_on(petition: Petition) -> dt.date | None:
    """Give the day from which the first response is waited for: that of the ask, or when the threshold was reached."""
    if petition.asks:
        return petition.asks[0].asked
    reached = petition.latest.response_reached
    return reached.astimezone(LONDON).date() if reached else None


def timed(petition: Petition, settings: AnswerSettings) -> tuple[tuple[Version, Took], ...]:
    """Give how long each version that was sent took, from what asked for it."""
    return tuple(
        (version, _took(petition, settings, version.sent, before=number))
        for number, version in enumerate(petition.sent)
        if version.sent
    )


def waited_for(petition: Petition, settings: AnswerSettings) -> Waiting | None:
    """Give what is waited for now; None where nothing is, or nobody knows since when."""
    if response_state(petition, settings.petitions) is not ResponseState.AWAITING:
        return None
    request, asked = _request(petition, len(petition.sent)), asked_on(petition)
    if request:
        return Waiting(request.day, request.due)
    return Waiting(asked, _clock(asked, settings).due) if asked else None


def _took(petition: Petition, settings: AnswerSettings, sent: dt.date, *, before: int) -> Took:
    """Give the time of a version before which ``before`` others were sent."""
    request = _request(petition, before)
    asked = request.day if request else asked_on(petition) or sent
    clock = _clock(asked, settings)
    due = request.due if request else clock.due
    late = clock.days_late(sent) if request is None else max(0, (sent - due).days) if due else 0
    return Took(asked, due, sent, clock.taken(sent), working_days(asked, sent, ENGLAND_AND_WALES), late)


def _request(petition: Petition, before: int) -> DecideResponse | None:
    """Give the request for revision that a version answers; none of the first."""
    if not before:
        return None
    decided = petition.decided(petition.sent[before - 1].number)
    asked = [one for one in decided if one.decision is Committee.REVISION_REQUESTED]
    return asked[-1] if asked else None


def _clock(asked: dt.date, settings: AnswerSettings) -> Clock:
    return Clock(asked, settings.petitions.response_days, Unit.CALENDAR, pauses=pauses_of(settings.breaks))
