"""Statements that texts repeat: a status, a sum of money, or what somebody told, each with source, date and end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

TOLD = "testimony, which tells what somebody said and shows no cause"  # stands wherever one is printed


class Sort(Enum):
    """What kind of statement it is."""

    STATUS = "status"
    MONEY = "money"
    TESTIMONY = "testimony"

    @property
    def words(self) -> str:
        """What readers call it."""
        return {"status": "a status", "money": "a sum of money", "testimony": "testimony: what somebody told"}[
            self.value
        ]


@dataclass(frozen=True)
class StatementSource:
    """A document that the statement stands in."""

    document: str
    paragraph: str
    day: dt.date


@dataclass(frozen=True)
class Confirmed:
    """A check that found it to hold."""

    day: dt.date
    person: str
    how: str


@dataclass(frozen=True)
class Statement:
    """A statement.

    Attributes
    ----------
    by : str
        The post or body that said it.
    sources : tuple of StatementSource
        Every document that has it: the same claim in two documents is one statement.
    since : date, optional
        Of a status: in force since.
    amount : int, optional
        Of money: pounds.
    review : date
        The last day on which it is repeated without a further check.
    ended : date, optional
        The first day on which it does not hold.
    """

    sort: Sort
    words: str
    by: str
    said_on: dt.date
    sources: tuple[StatementSource, ...]
    review: dt.date
    since: dt.date | None = None
    amount: int | None = None
    purpose: str = ""
    confirmed: tuple[Confirmed, ...] = ()
    ended: dt.date | None = None
    reason: str = ""
    replaced_by: str = ""

    @property
    def is_evidence(self) -> bool:
        """Whether a claim may rest on it; testimony is never evidence of a cause, a number or a trend."""
        return self.sort is not Sort.TESTIMONY
