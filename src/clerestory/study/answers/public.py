"""What of the answers is public, as it was prepared for a release."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import AnswerError
from clerestory.model.answers.public.whole import PublicAnswers
from clerestory.model.canonical import pretty_json
from clerestory.study.folder import Study
from clerestory.study.writing import write_atomically
from clerestory.study.written import WrittenFile

PUBLIC = "answer/public.json"
_FILE = WrittenFile(PUBLIC, AnswerError, "`clerestory answer prepare STUDY` writes it anew.", most_bytes=50_000_000)


def read_public_answers(study: Study) -> PublicAnswers | None:
    """Read what was prepared; None where nothing was.

    Raises
    ------
    AnswerError
        If it has not its form, or is of another kind of cases than the study.
    """
    text = _FILE.text(study.root / PUBLIC)
    if text is None:
        return None
    made = _FILE.formed(_FILE.json(text), PublicAnswers)
    if made.data is not study.settings.study.data:
        raise _FILE.fault("is of another kind of cases than study.toml says")
    return made


def write_public_answers(root: Path, made: PublicAnswers) -> Path:
    """Write what was prepared, and give where."""
    path = root / PUBLIC
    write_atomically(path, pretty_json(made.model_dump(mode="json", exclude_none=True)))
    return path
