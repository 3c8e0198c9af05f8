"""What lists and search have of a subject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A subject as lists show it.

    Attributes
    ----------
    opened, due, closed : date, optional
        When it began, is to be done by, and was done.
    references : tuple of str
        By which it is found, whole.
    words : str
        By which it is found; never shown by themselves.
    """

    title: str
    state: str
    owner: str = ""
    opened: dt.date | None = None
    due: dt.date | None = None
    closed: dt.date | None = None
    references: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class ListedRow:
    """A row of a list, with the subject that it is of."""

    subject: str
    row: Row


@dataclass(frozen=True)
class Listed:
    """A part of a list; ``total`` counts all that was asked for."""

    rows: tuple[ListedRow, ...]
    total: int
