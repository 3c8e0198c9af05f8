"""The values of codings: numbers, or codes and lists of codes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import numpy as np

from clerestory.analyse.agreement.codings import MISSING, Codings, Ints
from clerestory.errors import TableError
from clerestory.model.findings.agreement import Level

BETWEEN = ";"
MOST_CODES = 200
LONGEST = 40  # letters of a code
NUMBER = r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?"

Kind = TypeVar("Kind", float, tuple[str, ...])


class Values(Protocol):
    """Numbers the different values of a file as they come."""

    def take(self, word: str, row: int) -> int:
        """Give the number of a value."""

    def codings(self, at: Ints) -> Codings:
        """Give the codings of values by their numbers, the values in order."""


def values_of(level: Level, where: str) -> Values:
    """Give what reads values of a level."""
    return CodeValues(where) if level is Level.NOMINAL else NumberValues(where)


class NumberValues:
    """Ordinal and interval values."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._seen = _Seen[float]()

    def take(self, word: str, row: int) -> int:
        """Give the number of a value.

        Raises
        ------
        TableError
            If it is no number.
        """
        return self._seen.number(word, lambda: self._parsed(word, row))

    def codings(self, at: Ints) -> Codings:
        """Give the codings of values by their numbers, the values in order."""
        return Codings(self._seen.placed(at), np.array(self._seen.order(), dtype=np.float64))

    def _parsed(self, word: str, row: int) -> float:
        if not re.fullmatch(NUMBER, word):
            raise TableError(
                "is no number, which ordinal and interval values are",
                where=f"{self._where}, row {row}",
                remedy="Write an order as 1, 2, 3 and so on; decimals with a point. Values without order are nominal.",
            )
        return float(word)


class CodeValues:
    """Nominal values: codes, or lists of codes where one has a semicolon."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._seen = _Seen[tuple[str, ...]]()
        self._codes: set[str] = set()
        self._has_lists = False

    def take(self, word: str, row: int) -> int:
        """Give the number of a value.

        Raises
        ------
        TableError
            If a code is too long, or there are too many.
        """
        return self._seen.number(word, lambda: self._parsed(word, row))

    def codings(self, at: Ints) -> Codings:
        """Give the codings of values by their numbers, the values in order."""
        order, placed = self._seen.order(), self._seen.placed(at)
        scores = np.arange(len(order), dtype=np.float64)
        if not self._has_lists:
            return Codings(placed, scores)
        codes = tuple(sorted(self._codes))
        holds = np.array([[code in of_list for of_list in order] for code in codes], dtype=np.bool_)
        return Codings(placed, scores, codes, holds)

    def _parsed(self, word: str, row: int) -> tuple[str, ...]:
        codes = tuple(sorted({code.strip() for code in word.split(BETWEEN)} - {""}))
        self._has_lists = self._has_lists or BETWEEN in word
        self._codes.update(codes)
        if len(self._codes) > MOST_CODES or any(len(code) > LONGEST for code in codes):
            raise TableError(
                f"has a code of over {LONGEST} letters, or with those before it over {MOST_CODES} codes",
                where=f"{self._where}, row {row}",
                remedy="Give codes of a code list, not text. Numbers have --level interval.",
            )
        return codes


class _Seen(Generic[Kind]):
    """Different values, and the words that spell them."""

    def __init__(self) -> None:
        self._spelt: dict[str, int] = {}
        self._known: dict[Kind, int] = {}

    def number(self, word: str, parsed: Callable[[], Kind]) -> int:
        """Give the number of the value that a word spells."""
        if word not in self._spelt:
            self._spelt[word] = self._known.setdefault(parsed(), len(self._known))
        return self._spelt[word]

    def order(self) -> list[Kind]:
        """Give the values in order."""
        return sorted(self._known)

    def placed(self, at: Ints) -> Ints:
        """Give the places in order of values by their numbers."""
        place = np.full(len(self._known) + 1, MISSING, dtype=np.int64)  # the last is that of MISSING
        for to, value in enumerate(self.order()):
            place[self._known[value]] = to
        return place[at]
