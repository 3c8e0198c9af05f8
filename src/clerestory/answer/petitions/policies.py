"""What may be done about a petition now, and what stands in the way: one check for each act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import singledispatch

from clerestory.answer.petitions.folding import first_of
from clerestory.errors import AnswerNotPermittedError, AnswerNowError
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
from clerestory.model.answers.petitions.responses import Committee, ResponseText, Verdict
from clerestory.model.answers.petitions.state import Petition, Version, VersionState
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON, date_text
from clerestory.model.wording.identifiers import kinds_found

_DATE = "a date, as of birth"  # days stand in every answer; the other kinds identify people
_REVIEW_DAYS = 366  # rule P6: a reason is looked at again within a year


def check(petition: Petition | None, done: Done[PetitionAct], settings: AnswerSettings) -> None:
    """Check that an act may be done now.

    Raises
    ------
    AnswerNowError
        If something comes first, a day does not follow, or an element of the ask has no answer.
    AnswerNotPermittedError
        If who wrote it, or a version before it that was not sent, clears a version.
    """
    del settings
    if petition is None:
        first_of(done.act)
    else:
        _check(done.act, petition, done)


@singledispatch
def _check(act: AnswerAct, petition: Petition, done: Done[PetitionAct]) -> None:
    raise AssertionError(type(act).__name__)  # every act of a petition is below


@_check.register
def _import(act: ImportPetition, petition: Petition, done: Done[PetitionAct]) -> None:
    if act.petition.number != petition.latest.number:
        raise _refused(act, petition, "it is another petition", "Import it under its own number.")
    _check_past(act, petition, done, act.told)
    if act.told < petition.told[-1].told:
        raise _refused(act, petition, "a later file was imported before", "Import files in the order of their days.")


@_check.register
def _ask(act: RecordAsk, petition: Petition, done: Done[PetitionAct]) -> None:
    _check_past(act, petition, done, act.asked)
    if petition.waiting:
        raise _refused(act, petition, "a version waits to be sent", "Send it first: it answers the ask as it was.")
    missing = {one.id for one in petition.ask.elements} - {one.id for one in act.elements} if petition.ask else set()
    if missing:
        remedy = "List them again, and add what is new."
        raise _refused(act, petition, f"elements of the ask would be lost: {', '.join(sorted(missing))}", remedy)


@_check.register
def _write(act: WriteResponse, petition: Petition, done: Done[PetitionAct]) -> None:
    _check_asked(act, petition)
    if petition.sent and not petition.is_to_revise():
        remedy = "Record what the Committee decided first: a revision answers its request."
        raise _refused(act, petition, "a version was sent, and no revision is asked for", remedy)
    _check_answered(act, petition, act.text)
    _check_release(act, petition, act.text)
    latest = _today(done) + dt.timedelta(days=_REVIEW_DAYS)
    if any(not _today(done) < one.review_by <= latest for one in act.text.held_back):
        raise _refused(act, petition, "a reason is not looked at again within a year", "Give an earlier day.")


@_check.register
def _clear(act: ClearResponse, petition: Petition, done: Done[PetitionAct]) -> None:
    _in_state(act, petition, VersionState.WRITTEN)
    if done.person in petition.writers:
        raise AnswerNotPermittedError(
            "who wrote a version, or one before it that was not sent, does not clear it",
            where=_where(act, petition),
            remedy="Ask a second person: a policy adviser or a correspondence officer who did not write it.",
        )


@_check.register
def _send(act: SendResponse, petition: Petition, done: Done[PetitionAct]) -> None:
    version = _in_state(act, petition, VersionState.CLEARED)
    _check_past(act, petition, done, act.sent)
    if act.sent < _local(version.time):
        raise _refused(act, petition, "it would be sent before it was written", "Give the day on which it was sent.")
    _check_order(act, petition, act.sent)


@_check.register
def _record(act: RecordResponse, petition: Petition, done: Done[PetitionAct]) -> None:
    _check_asked(act, petition)
    _check_past(act, petition, done, act.sent)
    if petition.waiting:
        raise _refused(act, petition, "a version waits to be sent", "Send it first, or write no version here.")
    _check_order(act, petition, act.sent)
    unknown = set(act.passages) - _asked(petition)
    if unknown:
        raise _refused(act, petition, "a passage answers what was not asked", "Name an element of the ask.")
    for name, text in _given(act):
        kinds = [one for one in kinds_found(text) if one != _DATE]
        if kinds:
            what = f"{name}: holds what looks like {', '.join(kinds)}"
            raise _refused(act, petition, what, "It will be public. Leave it out, and say that it is a paraphrase.")


def _given(act: RecordResponse) -> Iterator[tuple[str, str]]:
    """Yield every text of an answer that was given elsewhere, by its name."""
    yield from (("by", act.by), ("summary", act.summary), ("details", act.details))
    yield from (("passages", words) for words in act.passages.values())


@_check.register
def _decide(act: DecideResponse, petition: Petition, done: Done[PetitionAct]) -> None:
    version = _in_state(act, petition, VersionState.SENT)
    _check_past(act, petition, done, act.day)
    if version.sent is None or act.day < version.sent:
        raise _refused(act, petition, "the Committee would decide before it had the version", "Give another day.")
    before = petition.decided(act.version)
    if before and act.day < before[-1].day:
        raise _refused(act, petition, "a later decision is on record", "Record decisions in the order of their days.")
    if act.decision is Committee.REVISION_REQUESTED and version is not petition.sent[-1]:
        raise _refused(act, petition, "a later version was sent", "A revision is asked of the last version.")
    if act.decision is Committee.REVISION_ACCEPTED and len(petition.sent) < 2:
        raise _refused(act, petition, "it is the first version, and no revision", "Say that it is noted, or published.")


@_check.register
def _debate(act: RecordDebate, petition: Petition, done: Done[PetitionAct]) -> None:
    if act.debated:
        _check_past(act, petition, done, act.debated)


def _check_asked(act: AnswerAct, petition: Petition) -> None:
    if petition.ask is None:
        remedy = "Record the ask and list its elements first."
        raise _refused(act, petition, "nobody has said yet what it asks for", remedy)


def _check_answered(act: AnswerAct, petition: Petition, text: ResponseText) -> None:
    answered = {one.element for one in text.passages}
    missing, unknown = sorted(_asked(petition) - answered), answered - _asked(petition)
    if missing:
        remedy = "Say for each which words of the response answer it."
        raise _refused(act, petition, f"no answer to: {', '.join(missing)}", remedy)
    if unknown:
        raise _refused(act, petition, "a passage answers what was not asked", "Name an element of the ask.")


def _check_release(act: AnswerAct, petition: Petition, text: ResponseText) -> None:
    """Check that a response to who wants a release says what is published, in what form, when; and if not, why."""
    if petition.kind is None or not petition.kind.wants_release:
        return
    if text.verdict is not Verdict.NO and text.release is None:
        raise _refused(act, petition, "it does not say what is published", "Say in what form, and by which day.")
    if text.verdict is not Verdict.YES and not text.held_back:
        raise _refused(act, petition, "it does not say why not", "Give each reason by itself, with its ground.")


def _check_order(act: AnswerAct, petition: Petition, sent: dt.date) -> None:
    """Check that a version is sent after the ask, after the version before it and after what was decided on that."""
    if petition.ask and sent < petition.asks[0].asked:
        raise _refused(act, petition, "it would be sent before an answer was asked for", "Give another day.")
    days = [one.sent for one in petition.sent if one.sent] + [one.day for one in petition.decisions]
    if days and sent < max(days):
        remedy = "Record versions and decisions in the order of their days."
        raise _refused(act, petition, f"something of {date_text(max(days))} is on record", remedy)


def _check_past(act: AnswerAct, petition: Petition, done: Done[PetitionAct], day: dt.date) -> None:
    if day > _today(done):
        raise _refused(act, petition, f"{date_text(day)} is still to come", "Record what has happened.")


def _in_state(act: ClearResponse | SendResponse | DecideResponse, petition: Petition, state: VersionState) -> Version:
    version = petition.version(act.version)
    if version is None:
        raise _refused(act, petition, f"there is no version {act.version}", "Name one that there is.")
    if version.state is not state:
        what = f"version {act.version} {_IS[version.state]}"
        raise _refused(act, petition, what, f"This is done to a version that {_IS[state]}.")
    return version


_IS = {
    VersionState.WRITTEN: "waits to be cleared",
    VersionState.CLEARED: "waits to be sent",
    VersionState.SENT: "was sent",
    VersionState.ASIDE: "was put aside for a later one",
}


def _asked(petition: Petition) -> set[str]:
    return {one.id for one in petition.ask.elements} if petition.ask else set()


def _today(done: Done[PetitionAct]) -> dt.date:
    return _local(done.time)


def _local(time: dt.datetime) -> dt.date:
    return time.astimezone(LONDON).date()


def _where(act: AnswerAct, petition: Petition) -> str:
    return f"petition {petition.latest.number}, {type(act).model_fields['act'].default}"


def _refused(act: AnswerAct, petition: Petition, what: str, remedy: str) -> AnswerNowError:
    return AnswerNowError(what, where=_where(act, petition), remedy=remedy)
