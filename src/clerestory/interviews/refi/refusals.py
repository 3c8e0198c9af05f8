"""Why a file of coded texts is refused; no message holds a name, a text or a value of the file."""

from __future__ import annotations

from clerestory.errors import QdaFileError

_AGAIN = "Export it again from the program that it comes from, as REFI-QDA, and give it as it is."


def damaged(what: str, *, where: str, remedy: str = _AGAIN) -> QdaFileError:
    """Refuse a file that is not what it says it is."""
    return QdaFileError(what, where=where, remedy=remedy)


def too_large(what: str, *, where: str) -> QdaFileError:
    """Refuse a file above a limit; docs/reference/interviews.md names them."""
    return QdaFileError(what, where=where, remedy="Split the project: a file for some of the interviews each.")
