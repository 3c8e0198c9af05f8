"""Levels of a key, from its own values to one code for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.errors import TableError
from clerestory.protect.microdata.records import Ints

ALL = "all"  # the code, and the name of the level, in which every value is the same


@dataclass(frozen=True, repr=False)
class Hierarchy:
    """Codes of a key and what they become, level by level; the last level, of one code for all, is always added.

    Attributes
    ----------
    names : tuple of str
        What the levels are called; the first is the key's own values.
    rows : tuple of tuples of str
        A code, and its code at each coarser level.

    Raises
    ------
    TableError
        If a row is not as long as there are levels, a code is empty, or stands under two others.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        parents: list[dict[str, str]] = [{} for _ in self.names[1:]]
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.names) or not all(row):
                raise self._wrong("lacks a code at one of its levels", number, "Give a code at each level.")
            for level, parent in enumerate(parents):
                if parent.setdefault(row[level], row[level + 1]) != row[level + 1]:
                    what = f"puts a code of level {self.names[level]} under two codes of level {self.names[level + 1]}"
                    raise self._wrong(what, number, "Give each code one place, so that a level is made of the last.")

    def __repr__(self) -> str:
        return f"Hierarchy({len(self.names)} levels, {len(self.rows)} codes)"

    def _wrong(self, what: str, number: int, remedy: str) -> TableError:
        return TableError(what, where=f"hierarchy of {self.names[0]}, row {number}", remedy=remedy)


@dataclass(frozen=True, repr=False)
class Levels:
    """A key at each of its levels.

    Attributes
    ----------
    names : tuple of str
        The first is the key itself, the last ``all``.
    labels : tuple of tuples of str
        At each level the code of each number from 1; 0 is a missing value.
    numbers : tuple of int arrays of shape (n_codes + 1,)
        At each level the number of each number of the first level. At the last all are 0, so that a value blanked
        there, or missing, makes no group of its own.
    """

    names: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    numbers: tuple[Ints, ...]

    @property
    def top(self) -> int:
        """The level of one code for all."""
        return len(self.names) - 1


def levels_of(key: str, labels: Sequence[str], hierarchy: Hierarchy | None = None) -> Levels:
    """Give a key of some values at each level of its hierarchy.

    Raises
    ------
    TableError
        If a value is not in the hierarchy.
    """
    names, columns = [key], [tuple(labels)]
    if hierarchy is not None:
        place = {row[0]: row for row in hierarchy.rows}
        lost = sum(label not in place for label in labels)
        if lost:
            raise TableError(
                f"has {lost} values that are no code of its hierarchy",
                where=f"column {key}",
                remedy="Add them to the first column of the hierarchy, or mend them; they are compared as they stand.",
            )
        names += hierarchy.names[1:]
        columns += [tuple(place[label][level] for label in labels) for level in range(1, len(hierarchy.names))]
    made, numbers = [], []
    for column in columns:
        own = sorted(set(column))
        number = {label: place for place, label in enumerate(own, start=1)}
        made.append(tuple(own))
        numbers.append(np.array([0, *(number[label] for label in column)], dtype=np.int64))
    top = np.zeros(len(labels) + 1, dtype=np.int64)
    # Values of the first level keep the order of their numbers, whatever their text is.
    numbers[0], made[0] = np.arange(len(labels) + 1, dtype=np.int64), tuple(labels)
    return Levels((*names, ALL), (*made, ()), (*numbers, top))
