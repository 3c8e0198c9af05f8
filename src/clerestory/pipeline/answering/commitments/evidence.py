"""Released files as evidence: each is there, is the one that was shown, and is of the day of its release."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path

from clerestory.errors import AnswerError, AnswerNowError
from clerestory.model.answers.acts.commitments import Evidence
from clerestory.study.answers import AnswerPlace

_DAY_LENGTH = 10  # signs of a day, with which the folder of a release begins


def released_file(place: AnswerPlace, file: str) -> Path:
    """Give a released file by its path below ``releases/``.

    Raises
    ------
    AnswerError
        If there is no study, or it has not released such a file.
    """
    root = place.study.releases.resolve() if place.study else None
    path = (root / file).resolve() if root else None
    if root is None or path is None or not path.is_relative_to(root) or not path.is_file():
        raise AnswerError("is no released file of this study", where=f"releases/{file}", remedy="Name one that is.")
    return path


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as source:
        return f"sha256:{hashlib.file_digest(source, 'sha256').hexdigest()}"


def check_released(place: AnswerPlace, evidence: Iterable[Evidence], *, act: str) -> None:
    """Check that evidence with a file is that file, on the day of its release.

    Raises
    ------
    AnswerError
        If there is no study, or it has not released such a file.
    AnswerNowError
        If the file is another, or its release of another day.
    """
    for one in evidence:
        if not one.file:
            continue
        if digest_of_file(released_file(place, one.file)) != one.digest:
            raise AnswerNowError(f"the released file {one.file} has another digest", where=act, remedy="Show it anew.")
        day = _released_on(one.file)
        if one.dated != day:
            what = f"{one.file} is of {day.isoformat() if day else 'no release'}, and the evidence of another day"
            raise AnswerNowError(what, where=act, remedy="Evidence that was released has the day of its release.")


def _released_on(file: str) -> dt.date | None:
    """Give the day of the release that has a file; None for what stands in no release."""
    folder, _, rest = file.partition("/")
    try:
        return dt.date.fromisoformat(folder[:_DAY_LENGTH]) if rest else None
    except ValueError:
        return None
