"""What follows from each act about a petition: a pure fold, in which no version and no word of it is lost."""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch

from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.acts.petitions import (
    ClearResponse,
    DecideResponse,
    ImportPetition,
    PetitionAct,
    RecordAsk,
    RecordDebate,
    RecordResponse,
    SendResponse,
    WriteResponse,
)
from clerestory.model.answers.done import Done
from clerestory.model.answers.petitions.state import Petition, Version, VersionState
from clerestory.model.answers.settings import AnswerSettings


def after(petition: Petition | None, done: Done[PetitionAct], settings: AnswerSettings) -> Petition:
    """Give where a petition stands after an act that was checked."""
    del settings  # thresholds and days decide how a state is told, never what was done
    if petition is None:
        return Petition((first_of(done.act),))
    return _after(done.act, petition, done)


def first_of(act: AnswerAct) -> ImportPetition:
    """Give the act that begins a petition.

    Raises
    ------
    AnswerNowError
        If it is another.
    """
    if isinstance(act, ImportPetition):
        return act
    raise AnswerNowError(
        "nothing is known of this petition",
        where="petition",
        remedy="Import it first, from the file that the petitions site gives of it.",
    )


@singledispatch
def _after(act: AnswerAct, petition: Petition, done: Done[PetitionAct]) -> Petition:
    raise AssertionError(type(act).__name__)  # every act of a petition is below


@_after.register
def _import(act: ImportPetition, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return replace(petition, told=(*petition.told, act))


@_after.register
def _ask(act: RecordAsk, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return replace(petition, asks=(*petition.asks, act))


@_after.register
def _write(act: WriteResponse, petition: Petition, done: Done[PetitionAct]) -> Petition:
    before = tuple(replace(one, state=VersionState.ASIDE) if one.is_open else one for one in petition.versions)
    return replace(petition, versions=(*before, _version(act, petition, done)))


@_after.register
def _record(act: RecordResponse, petition: Petition, done: Done[PetitionAct]) -> Petition:
    made = replace(_version(act, petition, done), state=VersionState.SENT, sent=act.sent)
    return replace(petition, versions=(*petition.versions, made))


@_after.register
def _clear(act: ClearResponse, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return _changed(petition, act.version, state=VersionState.CLEARED, cleared_by=done.person)


@_after.register
def _send(act: SendResponse, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return _changed(petition, act.version, state=VersionState.SENT, sent=act.sent)


@_after.register
def _decide(act: DecideResponse, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return replace(petition, decisions=(*petition.decisions, act))


@_after.register
def _debate(act: RecordDebate, petition: Petition, done: Done[PetitionAct]) -> Petition:
    return replace(petition, debates=(*petition.debates, act))


def _version(act: WriteResponse | RecordResponse, petition: Petition, done: Done[PetitionAct]) -> Version:
    number = max((one.number for one in petition.versions), default=0) + 1
    return Version(number, len(petition.asks) - 1, act, done.time, done.person)


def _changed(petition: Petition, number: int, **values: object) -> Petition:
    changed = (replace(one, **values) if one.number == number else one for one in petition.versions)  # type: ignore[arg-type]
    return replace(petition, versions=tuple(changed))
