"""The overlaps of lists: how many cases are on exactly which lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError

Histories = npt.NDArray[np.int64]  # counts by capture history; bit i of the index says that a case is on list i

LEAST_LISTS = 3  # two lists have no way to tell dependence from a small overlap
MOST_LISTS = 8  # 255 capture histories; beyond, nearly all of them are empty


@dataclass(frozen=True)
class ListTable:
    """How many cases are on exactly which lists; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    names : tuple of str
        The lists.
    counts : int array of shape (2 ** k,)
        Cases by capture history, in cases; bit i of the index is list i, and ``counts[0]`` is 0: nobody saw these.
    hidden : tuple of int
        Capture histories whose counts were suppressed; ``counts`` has 0 there.
    """

    names: tuple[str, ...]
    counts: Histories
    hidden: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.counts.shape != (2 ** len(self.names),) or self.counts[0] != 0 or (self.counts < 0).any():
            raise TableError("is not a count of every capture history", where="table of lists", remedy=_FORM)
        if len(set(self.names)) < len(self.names):
            raise TableError("names a list twice", where="table of lists", remedy="Give each list a name of its own.")
        if not LEAST_LISTS <= len(self.names) <= MOST_LISTS:
            raise TableError(
                f"has {len(self.names)} lists",
                where="table of lists",
                remedy=f"Give {LEAST_LISTS} to {MOST_LISTS} lists; two say nothing of how they depend on each other, "
                "and many small ones are better merged.",
            )

    def __repr__(self) -> str:
        return f"ListTable({len(self.names)} lists, {len(self.hidden)} counts hidden)"

    @property
    def total(self) -> int:
        """How many cases are on at least one list; confidential."""
        return int(self.counts.sum())

    def named(self, history: int) -> str:
        """Give the lists of a capture history in words, such as ``police + health``."""
        return " + ".join(name for bit, name in enumerate(self.names) if history >> bit & 1)

    def with_counts(self, counts: Histories) -> ListTable:
        """Give the table of the same lists with other counts, none of them hidden."""
        return replace(self, counts=counts, hidden=())

    def without(self, name: str) -> ListTable:
        """Give the table as it would be had one list never been kept; cases on it alone are not seen any more.

        Raises
        ------
        TableError
            If fewer than three lists are left.
        """
        bit = 1 << self.names.index(name)
        kept = np.array([history for history in range(len(self.counts)) if not history & bit])
        counts = self.counts[kept] + self.counts[kept | bit]
        counts[0] = 0
        return ListTable(tuple(other for other in self.names if other != name), counts)


_FORM = "Give a count of 0 or more for each combination of lists, and none for cases on no list."


def list_table(names: Sequence[str], rows: Sequence[Sequence[int]], counts: Sequence[int]) -> ListTable:
    """Make the table of lists of rows of 0 and 1 with their counts; combinations that are not named count 0.

    Parameters
    ----------
    names : sequence of str
        The lists.
    rows : sequence of sequences of int
        For each combination, 1 for the lists that its cases are on.
    counts : sequence of int
        Cases on exactly these lists.

    Examples
    --------
    >>> list_table(["A", "B", "C"], [[1, 0, 0], [0, 1, 1]], [40, 6])
    ListTable(3 lists, 0 counts hidden)
    """
    found = np.zeros(2 ** len(names), dtype=np.int64)
    for row, count in zip(rows, counts, strict=True):
        found[sum(bool(on) << bit for bit, on in enumerate(row))] += count
    return ListTable(tuple(names), found)
