"""What happened about a petition, day by day, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from clerestory.answer.petitions.states import debate_threshold, response_threshold
from clerestory.answer.petitions.timing import Took, timed, waited_for
from clerestory.model.answers.acts.petitions import DecideResponse
from clerestory.model.answers.petitions.responses import Committee
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot
from clerestory.model.answers.petitions.state import Petition
from clerestory.model.answers.public.petitions import ToldEvent
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON, date_text

_DECIDED = {
    Committee.NOTED: "The Committee noted version {}",
    Committee.REVISION_REQUESTED: "The Committee asked for a revision of version {}",
    Committee.REVISION_ACCEPTED: "The Committee accepted version {}",
    Committee.PUBLISHED: "Version {} was published",
}


def events(petition: Petition, settings: AnswerSettings) -> tuple[ToldEvent, ...]:
    """Give everything that happened, in the order of its days; of one day, in the order of a petition's life."""
    found = [
        *_on_site(petition.latest, settings),
        *_asked(petition, settings),
        *_answered(petition, settings),
        *_debated(petition),
    ]
    return tuple(ToldEvent(day=day, words=words) for day, words in sorted(found, key=lambda one: one[0]))


def _on_site(told: PetitionSnapshot, settings: AnswerSettings) -> Iterator[tuple[dt.date, str]]:
    response, debate = response_threshold(told, settings.petitions), debate_threshold(told, settings.petitions)
    moments = (
        (told.opened, "It opened for signatures"),
        (told.rejected, "It was rejected"),
        (told.response_reached, f"{response:,} had signed: a response is due"),
        (told.debate_reached, f"{debate:,} had signed: a debate is considered"),
        (told.closed, "It closed"),
    )
    for moment, words in moments:
        if moment:
            yield moment.astimezone(LONDON).date(), words
    for business in told.business:
        if business.day:
            yield business.day, f"Other business of Parliament: {business.subject}"


def _asked(petition: Petition, settings: AnswerSettings) -> Iterator[tuple[dt.date, str]]:
    if petition.asks:
        yield petition.asks[0].asked, "An answer was asked for"
    waiting = waited_for(petition, settings)
    if waiting and waiting.due:
        yield waiting.due, "The answer is due"


def _answered(petition: Petition, settings: AnswerSettings) -> Iterator[tuple[dt.date, str]]:
    for version, took in timed(petition, settings):
        yield took.sent, f"Version {version.number} was sent, {_long(took)}"
        for decision in petition.decided(version.number):
            yield decision.day, _decided(decision)


def _long(took: Took) -> str:
    days = f"{_days(took.days)} ({_days(took.working_days, 'working day')}) after it was asked for"
    return f"{days}, {_days(took.late_days)} late" if took.late_days else days


def _days(number: int, what: str = "day") -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _decided(decision: DecideResponse) -> str:
    by = f", by {date_text(decision.due)}" if decision.due else ""
    return f"{_DECIDED[decision.decision].format(decision.version)}{by}: {decision.reason}"


def _debated(petition: Petition) -> Iterator[tuple[dt.date, str]]:
    """Yield the day of the debate; before it was held, the day for which it was scheduled last."""
    held = [one.debated for one in petition.debates if one.debated]
    scheduled = [one.scheduled for one in petition.debates[-1:] if one.scheduled]
    site = petition.latest.debate
    if not petition.debates and site and site.debated:
        held = [site.debated]
    for day in held:
        yield day, "It was debated"
    for day in scheduled:
        yield day, "A debate is scheduled for this day"
