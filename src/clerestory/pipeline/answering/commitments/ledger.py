"""What somebody can ask of the ledger of commitments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from clerestory.answer.commitments.folding import after
from clerestory.answer.commitments.policies import with_day
from clerestory.answer.commitments.public import public_commitments
from clerestory.answer.commitments.standing import Reminder, reminders
from clerestory.answer.reading.sameness import same_promise
from clerestory.errors import AnswerError, AnswerNowError
from clerestory.model.answers.acts.commitments import Evidence, MakeCommitment
from clerestory.model.answers.commitments import Commitment
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.commitments import PublicCommitments
from clerestory.pipeline.answering.commitments.evidence import digest_of_file, released_file
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.reading import states_of
from clerestory.publish.answers.commitments import commitments_table
from clerestory.study.answers import AnswerPlace
from clerestory.study.lessons import read_lessons


def ledger_of(place: AnswerPlace) -> Mapping[str, Commitment]:
    """Give every commitment as it is now, by its id."""
    return states_of(place, Kind.COMMITMENT)


def make_commitment(
    place: AnswerPlace, person: str, subject: str, act: MakeCommitment, *, is_another: bool = False
) -> Commitment:
    """Enter a promise, with the day that its words name where nobody gave one.

    Parameters
    ----------
    is_another : bool
        Whether somebody looked at what seems to be the same promise in the ledger, and it is not.

    Raises
    ------
    AnswerNowError
        If the ledger has it, or seems to; or the words and the day do not agree.
    """
    dated = with_day(act)
    if not is_another:
        check_new(place, dated, person)
    made: Commitment = perform(place, person, Kind.COMMITMENT, subject, dated)
    return made


def check_new(place: AnswerPlace, act: MakeCommitment, person: str) -> None:
    """Check that the ledger has not what seems to be the same promise: in two documents it is one commitment.

    Raises
    ------
    AnswerNowError
        Naming what seems to be the same, of those that are still to be kept.
    """
    made = after(None, Done(place.clock.now(), person, act), place.settings)
    alike = [name for name, one in ledger_of(place).items() if one.state.is_open and same_promise(one, made)]
    if alike:
        remedy = "Add the document to it as a further source, or say that this is another promise."
        raise AnswerNowError(f"the ledger seems to have it: {', '.join(alike)}", where=act.act, remedy=remedy)


def waiting(place: AnswerPlace, *, on: dt.date | None = None) -> list[Reminder]:
    """Give what waits on a day, today if left out: overdue, due within 7 or 28 days, or without a day."""
    return reminders(ledger_of(place), on or place.clock.now().date())


def told(place: AnswerPlace) -> PublicCommitments | None:
    """Give the public part of the ledger as of the next release; None where it is empty."""
    ledger = ledger_of(place)
    day = place.study.settings.release.date if place.study else place.clock.now().date()
    return public_commitments(ledger, as_of=day, data=place.settings.data) if ledger else None


def ledger_csv(place: AnswerPlace) -> str:
    """Give the ledger as the CSV of a release has it."""
    made = told(place)
    if made is None:
        raise AnswerError("has no commitments", where=str(place.root), remedy="Enter one: commitment add.")
    return commitments_table(made).text(made.data)


def released_evidence(place: AnswerPlace, *, title: str, dated: dt.date, file: str) -> Evidence:
    """Give a released file as evidence, with its digest.

    Parameters
    ----------
    file : str
        Below ``releases/``, such as ``2031-03-01/index.html``.

    Raises
    ------
    AnswerError
        If there is no study, or it has not released such a file.
    """
    return Evidence(title=title, dated=dated, file=file, digest=digest_of_file(released_file(place, file)))


def ledger_faults(place: AnswerPlace) -> list[str]:
    """Give what the ledger has to be mended of before a release: no day, evidence that changed, lessons astray."""
    ledger = ledger_of(place)
    return [*_undated(ledger), *_changed(place, ledger), *_astray(place, ledger)]


def _undated(ledger: Mapping[str, Commitment]) -> Iterator[str]:
    for name, one in ledger.items():
        if one.state.is_open and one.due is None:
            yield f"{name}: has no day; give it one (rule P8)"


def _changed(place: AnswerPlace, ledger: Mapping[str, Commitment]) -> Iterator[str]:
    """Yield what is wrong with released files that are evidence."""
    for name, one in ledger.items():
        for shown in one.shown:
            path = place.study.releases / shown.file if place.study and shown.file else None
            if path is None:
                continue
            if not path.is_file():
                yield f"{name}: the released file {shown.file} is no longer there"
            elif digest_of_file(path) != shown.digest:
                yield f"{name}: the released file {shown.file} is not the one that was evidence"


def _astray(place: AnswerPlace, ledger: Mapping[str, Commitment]) -> Iterator[str]:
    lessons = read_lessons(place.study) if place.study else None
    for lesson in lessons.file.lessons if lessons else ():
        if lesson.commitment and lesson.commitment not in ledger:
            yield f"lesson {lesson.id} of lessons.toml: the ledger has no commitment {lesson.commitment}"
