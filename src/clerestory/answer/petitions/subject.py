"""Petitions as the record needs them: their acts, what follows from them, and what lists have of each."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.petitions.folding import after
from clerestory.answer.petitions.policies import check
from clerestory.answer.petitions.states import standing
from clerestory.answer.petitions.timing import asked_on, timed, waited_for
from clerestory.answer.subjects import Subjects
from clerestory.model.answers.acts.petitions import PETITION_ACT, PetitionAct
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.petitions.state import Petition, Standing
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON

_OVER = (Standing.NOT_DUE, Standing.SENT, Standing.ANSWERED)


def _row(petition: Petition, settings: AnswerSettings) -> Row:
    told, now = petition.latest, standing(petition, settings.petitions)
    waiting, took = waited_for(petition, settings), timed(petition, settings)
    opened = told.opened.astimezone(LONDON).date() if told.opened else None
    return Row(
        told.title,
        now.value,
        owner=petition.versions[-1].writer if petition.versions else "",
        opened=asked_on(petition) or opened,
        due=waiting.due if waiting else None,
        closed=_closed(petition, now, took[-1][1].sent if took else None),
        references=(str(told.number),),
        words=" ".join((told.background, petition.ask.words if petition.ask else "")),
    )


def _closed(petition: Petition, now: Standing, sent: dt.date | None) -> dt.date | None:
    """Give the day since when nothing is to be done: of the answer, or when the site told that none is due."""
    if now not in _OVER:
        return None
    response = petition.latest.response
    return sent or (response.responded if response else None) or petition.told[-1].told


PETITIONS: Subjects[PetitionAct, Petition] = Subjects(Kind.PETITION, PETITION_ACT, after, check, _row)
