"""Petitions as the record needs them: their acts, what follows from them, and what lists have of each."""

from __future__ import annotations

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

_OVER = (Standing.SENT, Standing.ANSWERED)


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
        closed=took[-1][1].sent if took and now in _OVER else None,
        references=(str(told.number),),
        words=" ".join((told.background, petition.ask.words if petition.ask else "")),
    )


PETITIONS: Subjects[PetitionAct, Petition] = Subjects(Kind.PETITION, PETITION_ACT, after, check, _row)
