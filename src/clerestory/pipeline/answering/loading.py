"""Acts of a file, loaded into a record: how the history of something older comes in, and how examples do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from clerestory.answer.everything import SUBJECTS
from clerestory.errors import AnswerError
from clerestory.ledger import PROGRAM
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.fitting import faults_of
from clerestory.pipeline.answering.performing import acting
from clerestory.study.answers import AnswerPlace

_REMEDY = 'Each line is {"kind": ..., "subject": ..., "act": {...}}. Nothing was recorded.'


def load_acts(place: AnswerPlace, path: Path, *, person: str = PROGRAM) -> int:
    """Record the acts of a file of JSON lines, all or none, and give how many there were.

    Raises
    ------
    AnswerError
        If a line is no act, naming it; or an act may not happen, as ``perform`` has it.
    """
    lines = [(number, line) for number, line in enumerate(_lines(path), 1) if line.strip()]
    with acting(place, person) as acts:
        for number, line in lines:
            kind, subject, act = _read(line, where=f"{path.name}, line {number}")
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
