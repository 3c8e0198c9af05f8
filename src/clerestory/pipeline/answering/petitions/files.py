"""Files that people write about petitions: a response before it is recorded, and one that was given elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from clerestory.errors import AnswerError
from clerestory.model.answers.acts.petitions import RecordResponse
from clerestory.model.answers.petitions.responses import ResponseDraft
from clerestory.model.forms import Form
from clerestory.study.written import WrittenFile

F = TypeVar("F", bound=Form)
_REMEDY = "docs/reference/petitions.md has its form. Nothing was recorded."


def read_response(path: Path) -> ResponseDraft:
    """Read a response that is written: TOML, as docs/reference/petitions.md has it.

    Raises
    ------
    AnswerError
        If the file is none, or has not its form; all faults are named at once.
    """
    return _read(path, ResponseDraft)


def read_given(path: Path) -> RecordResponse:
    """Read a response that was given elsewhere.

    Raises
    ------
    AnswerError
        If the file is none, or has not its form.
    """
    return _read(path, RecordResponse)


def _read(path: Path, form: type[F]) -> F:
    file = WrittenFile(path.name, AnswerError, _REMEDY)
    text = file.text(path)
    if text is None:
        raise file.fault("is not there")
    return file.formed(file.toml(text), form)
