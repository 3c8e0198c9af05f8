"""What is told of research, guidance, statements and commissions on the day of the next release."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.commission.public import public_commissions
from clerestory.answer.watch.public import public_guidance, public_statements, public_watch
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.commission import PublicCommissions
from clerestory.model.answers.public.guidance import PublicGuidance
from clerestory.model.answers.public.statements import PublicStatements
from clerestory.model.answers.public.watch import PublicWatch
from clerestory.pipeline.answering.reading import states_of
from clerestory.pipeline.answering.texts.checking import checked_text
from clerestory.study.answers import AnswerPlace


def public_day(place: AnswerPlace) -> dt.date:
    """Give the day for which public parts are made: of the study's release, or without a study today."""
    return place.study.settings.release.date if place.study else place.clock.now().date()


def watch(place: AnswerPlace) -> PublicWatch | None:
    """Give what is public of the research that is followed."""
    return public_watch(states_of(place, Kind.WATCH), on=public_day(place))


def guidance(place: AnswerPlace) -> PublicGuidance | None:
    """Give what is public of guidance."""
    return public_guidance(states_of(place, Kind.GUIDANCE))


def statements(place: AnswerPlace) -> PublicStatements | None:
    """Give what is public of statements."""
    return public_statements(states_of(place, Kind.STATEMENT), on=public_day(place))


def commissions(place: AnswerPlace) -> PublicCommissions | None:
    """Give what is public of commissions, with the figures of its answers printed.

    Raises
    ------
    AnswerTextError
        If an answer may not go out any more: what it cites has changed.
    """
    day = public_day(place)

    def printed(text: str) -> str:
        return checked_text(place, text, kind=Kind.COMMISSION, on=day).text

    return public_commissions(states_of(place, Kind.COMMISSION), printed=printed)
