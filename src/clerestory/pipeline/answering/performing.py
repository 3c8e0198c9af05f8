"""The one way by which anything is recorded about what is answered: permitted, possible now, then on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from clerestory.answer.everything import SUBJECTS
from clerestory.answer.permissions import check_permitted
from clerestory.errors import AnswerNotPermittedError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.kinds import Kind
from clerestory.model.calendar import LONDON
from clerestory.model.commission import Person
from clerestory.model.desk.links import Link
from clerestory.pipeline.answering.beside import check_beside
from clerestory.pipeline.answering.reading import done_of, record_of
from clerestory.study.answers import AnswerPlace, Held


class Acting:
    """Acts of one person that are recorded together, or not at all."""

    def __init__(self, place: AnswerPlace, person: str, held: Held) -> None:
        self._place, self._person, self._held = place, person, held

    def state(self, kind: Kind, subject: str) -> Any:
        """Give the state of a subject now; None where there is none."""
        done = (done_of(kind, link) for link in self._held.acts(kind, subject))
        return SUBJECTS[kind].folded(done, self._place.settings)

    @property
    def place(self) -> AnswerPlace:
        """Where they are recorded."""
        return self._place

    def subjects(self, kind: Kind) -> tuple[str, ...]:
        """Give the ids of every subject of a kind."""
        return self._held.subjects(kind)

    def do(self, kind: Kind, subject: str, act: AnswerAct) -> Any:
        """Do an act, and give the state of its subject after it.

        Raises
        ------
        AnswerNotPermittedError
            If the person never does this.
        AnswerNowError
            If something comes first, or it is over.
        """
        check_permitted(_person(self._place, self._person), act)
        subjects, settings = SUBJECTS[kind], self._place.settings
        before = self.state(kind, subject)
        done = Done(self._place.clock.now(), self._person, act)
        subjects.check(before, done, settings)
        subjects.beside(subject, act, partial(self.state, kind))
        check_beside(self, subject, act)
        after = subjects.after(before, done, settings)
        self._held.append(kind, subject, act.model_dump(mode="json"), person=self._person, time=done.time)
        self._held.show(kind, subject, subjects.row(after, settings))
        return after

    @property
    def began(self) -> dt.date | None:
        """The day by the clocks of London on which the record began; None where nothing is recorded."""
        began = self._held.began
        return began.astimezone(LONDON).date() if began else None

    def next_number(self, series: str) -> int:
        """Give the next number of a series."""
        return self._held.next_number(series)

    def keep(self, data: bytes, *, name: str, media: str) -> str:
        """Keep a file, and give the digest by which an act names it."""
        return self._held.keep(data, name=name, media=media)

    def is_kept(self, digest: str) -> bool:
        """Say whether the record keeps a file, or did until it was erased."""
        return self._held.is_kept(digest)

    def find_by(self, kind: Kind, subject: str, digest: str, *, words: str) -> None:
        """Let a subject be found by words of what is kept of it, until that is erased."""
        self._held.find_by(kind, subject, digest, words=words)

    def erase(self, *digests: str) -> None:
        """Erase kept files."""
        self._held.erase(*digests)

    def last(self, kind: Kind, subject: str) -> Link:
        """Give the last act about a subject."""
        return self._held.acts(kind, subject)[-1]


@contextmanager
def acting(place: AnswerPlace, person: str) -> Iterator[Acting]:
    """Hold the record while somebody acts: everything that the block does is recorded, or on an error nothing.

    Parameters
    ----------
    person : str
        Id of a person of the place, or the program's, for whom whoever runs it answers.

    Raises
    ------
    AnswerNotPermittedError
        If the place knows nobody of that id.
    """
    _person(place, person)
    with record_of(place).held() as held:
        yield Acting(place, person, held)


def perform(place: AnswerPlace, person: str, kind: Kind, subject: str, act: AnswerAct) -> Any:
    """Do one act, and give the state of its subject after it; on disk when this returns.

    Raises
    ------
    AnswerNotPermittedError
        If the person never does this, or is not known.
    AnswerNowError
        If something comes first, or it is over.
    AnswerError
        If the record cannot be written.
    """
    with acting(place, person) as acts:
        return acts.do(kind, subject, act)


def _person(place: AnswerPlace, person: str) -> Person | None:
    if person == PROGRAM:
        return None
    if person not in place.people:
        raise AnswerNotPermittedError(
            "there is nobody of the id that was named",
            where="[[people]] of study.toml, or of answers.toml where there is no study",
            remedy="Name an id that stands there.",
        )
    return place.people[person]
