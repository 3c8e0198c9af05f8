"""The notice in the place of a recalled release: made, put there, read again, and nothing beside it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pydantic import ValidationError

from clerestory.errors import RecallError
from clerestory.model.recalls import Cause, RecallNotice
from clerestory.publish.recalls import PAGE, RECALL, STYLE, notice_files
from clerestory.study import Study, write_atomically
from clerestory.study.writing import is_leftover

_NAMES = frozenset({PAGE, RECALL, STYLE})


def put_notice(study: Study, release: str, cause: Cause, *, recalled: dt.datetime) -> None:
    """Put the notice of a recall in its place; what stands under the names of its files is overwritten."""
    told = study.settings.study
    notice = RecallNotice(
        form="clerestory-recall/1",
        study=told.id,
        title=told.title,
        publisher=told.publisher,
        data=told.data,
        release=release,
        recalled=recalled,
        cause=cause,
        why=cause.sentence,
    )
    for name, content in notice_files(notice).items():
        write_atomically(study.releases / release / name, content)


def read_notice(folder: Path) -> RecallNotice:
    """Read the notice of a recall.

    Raises
    ------
    RecallError
        If it has not the form of one.
    """
    try:
        return RecallNotice.model_validate_json((folder / RECALL).read_bytes())
    except ValidationError:
        raise RecallError(
            "has not the form of a notice", where=str(folder / RECALL), remedy=recall_again(folder.name)
        ) from None


def has_notice_alone(folder: Path) -> bool:
    """Say whether a folder holds nothing but the files of a notice, or the beginning of one: its page comes last."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    there = [path for path in folder.iterdir() if not is_leftover(path)]
    names = {path.name for path in there}
    plain = all(path.is_file() and not path.is_symlink() for path in there)
    return plain and names <= _NAMES and (RECALL in names or PAGE not in names)


def recall_again(name: str) -> str:
    """Give the remedy of a recall that is not whole."""
    return f"Give the command again: `clerestory recall STUDY {name} --reason TEXT --person POST`."
