"""A folder in which answers are given: a study, or one for answers alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import AnswerError
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON
from clerestory.model.commission import Person
from clerestory.study.folder import Study, open_study
from clerestory.study.written import WrittenFile

ANSWERS = "answers.toml"
RECORD = Path("answer", "record.sqlite")  # below the folder
_REMEDY = "`clerestory answer start DIR` makes one; docs/reference/answers.md has the form."
_FILE = WrittenFile(ANSWERS, AnswerError, _REMEDY)


@dataclass(frozen=True)
class AnswerPlace:
    """An opened folder of answers.

    Attributes
    ----------
    people : mapping of str to Person
        Who may act, by id: those of study.toml, or without a study those of answers.toml.
    study : Study, optional
        Whose releases answers speak of.
    upto : int, optional
        The last act of the record that is read; the last of all if left out.
    """

    root: Path
    settings: AnswerSettings
    people: Mapping[str, Person]
    study: Study | None = None
    clock: Clock = field(default_factory=SystemClock)
    upto: int | None = None

    @property
    def today(self) -> dt.date:
        """The day by the clocks of London, on which days of letters and answers go."""
        return self.clock.now().astimezone(LONDON).date()

    @property
    def folder(self) -> Path:
        """Where the record lies."""
        return self.record.parent

    @property
    def record(self) -> Path:
        """The record: one SQLite database."""
        return self.root / RECORD


def open_place(root: Path, *, clock: Clock | None = None) -> AnswerPlace:
    """Open a folder in which answers are given.

    Raises
    ------
    AnswerError
        If it has no ``answers.toml``, or one with a fault; or it is a study and names another kind of cases, or people.
    StudyError
        If it is a study that cannot be opened.
    """
    text = _FILE.text(root / ANSWERS)
    if text is None:
        raise AnswerError(f"has no {ANSWERS}", where=str(root), remedy=_REMEDY)
    settings = _FILE.formed(_FILE.toml(text), AnswerSettings)
    study = open_study(root) if (root / "study.toml").is_file() else None
    if study is not None:
        _check_of(study, settings)
    people = study.settings.people if study else settings.people
    return AnswerPlace(root, settings, {one.id: one for one in people}, study, clock or SystemClock())


def _check_of(study: Study, settings: AnswerSettings) -> None:
    if settings.data is not study.settings.study.data:
        raise _FILE.fault("data: is not that of study.toml", "Write the same in both.")
    if settings.people:
        raise _FILE.fault("people: stand in study.toml", "Move them there.")
