"""Acts of a file, loaded into a record: how the history of something older comes in, and how examples do."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from clerestory.answer.everything import SUBJECTS
from clerestory.errors import AnswerError, AnswerNowError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts import letters, petitions, requests
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind
from clerestory.model.commission import DataKind
from clerestory.pipeline.answering.fitting import faults_of
from clerestory.pipeline.answering.performing import Acting, acting
from clerestory.study.answers import AnswerPlace

_REMEDY = 'Each line is {"kind": ..., "subject": ..., "act": {...}}. Nothing was recorded.'
_KEPT = re.compile(r"sha256:[0-9a-f]{64}")
# What only a command or the desk does: it asks a second person, passes a gate, or changes more than the chain of acts.
_NEVER: tuple[type[AnswerAct], ...] = (
    letters.ClearReply,
    letters.SendReply,
    letters.EraseLetter,
    requests.ClearAnswer,
    requests.SendAnswer,
    requests.RegisterTable,
    requests.EraseAsker,
    petitions.ClearResponse,
    petitions.SendResponse,
)
# Texts that are checked when they are written, and what asks who wrote: loaded where everything is made up or rebuilt.
_NOT_OF_REAL_CASES: tuple[type[AnswerAct], ...] = (
    letters.DraftReply,
    letters.HoldLetter,
    letters.MergeLetter,
    requests.DraftAnswer,
    requests.ExtendRequest,
    requests.HoldAnswer,
    requests.CorrectAnswer,
    requests.DecideReview,
    petitions.WriteResponse,
)


def load_acts(place: AnswerPlace, path: Path, *, person: str = PROGRAM) -> int:
    """Record the acts of a file of JSON lines, all or none, and give how many there were.

    Raises
    ------
    AnswerError
        If a line is no act, naming it; or an act may not happen, as ``perform`` has it.
    AnswerNowError
        If an act goes out, is cleared or is registered, which only the commands and the desk do; where cases are real,
        also if its text is checked there; or it names a file that the record does not keep.
    """
    lines = [(number, line) for number, line in enumerate(_lines(path), 1) if line.strip()]
    with acting(place, person) as acts:
        for number, line in lines:
            where = f"{path.name}, line {number}"
            kind, subject, act = _read(line, where=where)
            _check_loaded(acts, act, where=where)
            acts.do(kind, subject, act)
    return len(lines)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AnswerError("cannot be read as UTF-8", where=str(path), remedy=_REMEDY) from error


def _read(line: str, *, where: str) -> tuple[Kind, str, AnswerAct]:
    try:
        said: dict[str, Any] = json.loads(line)
        kind = Kind(said["kind"])
        return kind, str(said["subject"]), SUBJECTS[kind].acts.validate_python(said["act"])
    except ValidationError as error:
        raise AnswerError(faults_of(error), where=where, remedy=_REMEDY) from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise AnswerError("is no act", where=where, remedy=_REMEDY) from None


def _check_loaded(acts: Acting, act: AnswerAct, *, where: str) -> None:
    """Check that an act stands by itself: no use case does more for it than to record it."""
    name = type(act).model_fields["act"].default
    is_real = acts.place.settings.data is DataKind.CONFIDENTIAL
    if isinstance(act, _NEVER) or (is_real and isinstance(act, _NOT_OF_REAL_CASES)):
        remedy = "Do it by its command or on the desk, where it is checked. Nothing was recorded."
        raise AnswerNowError(f"{name!r} is not loaded from a file", where=where, remedy=remedy)
    if not all(map(acts.is_kept, _named(act))):
        remedy = "Register it by its command, which keeps the file. Nothing was recorded."
        raise AnswerNowError(f"{name!r} names a file that the record does not keep", where=where, remedy=remedy)


def _named(act: AnswerAct) -> Iterator[str]:
    """Yield the digests by which an act names kept files; those of released files stand deeper in it."""
    for _, value in act:
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and _KEPT.fullmatch(one):
                yield one
