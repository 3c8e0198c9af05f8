"""Records ready to be compared, whatever they are made of."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.link.comparisons import FieldComparison

RECORD, SOURCE = "record", "source"
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class BlockingRule:
    """Which pairs are compared: those that agree in two columns.

    Attributes
    ----------
    left, right : str
        Columns that must be equal; most often the same one.
    way : str
        What the rule looks at: rules of one way find much the same pairs.
    more : str
        A further condition in SQL, which a pair is held against before all fields are compared; may be empty.
    """

    left: str
    right: str
    way: str
    more: str = ""

    def condition(self, *, within: Within) -> str:
        """Give the rule as SQL over the records ``l`` and ``r``."""
        return f"l.{self.left} = r.{self.right}" + within.condition + (f" and {self.more}" if self.more else "")


@dataclass(frozen=True)
class Within:
    """Whether two records of one source may be one person."""

    condition: str


ACROSS = Within(f" and l.{SOURCE} <> r.{SOURCE}")  # only records of two sources are compared
ALSO_WITHIN = Within("")
_CONTROLS_PROP = 0.25  # most pairs within sources that are compared beside those across, so that they cost little


@dataclass(frozen=True)
class Comparable:
    """Records with what is compared of them; ``repr`` shows numbers alone.

    Attributes
    ----------
    frame : DataFrame
        ``record`` (0, 1, ... in an order that does not depend on the files), ``source`` (a number), and columns that
        comparisons and rules name.
    within : Within
        Whether two records of one source are compared.
    """

    frame: pl.DataFrame
    comparisons: tuple[FieldComparison, ...]
    rules: tuple[BlockingRule, ...]
    within: Within

    def __repr__(self) -> str:
        return f"Comparable({self.frame.height} records, {len(self.comparisons)} fields)"

    @property
    def source(self) -> Ints:
        """The source of each record."""
        numbers: Ints = self.frame[SOURCE].to_numpy().astype(np.int64)
        return numbers

    @property
    def all_pairs(self) -> int:
        """How many pairs could be one person, compared or not."""
        pairs = _pairs(self.frame.height)
        return pairs if self.within == ALSO_WITHIN else pairs - self._pairs_within

    @property
    def compared(self) -> Within:
        """Which pairs of a block are compared: those that may be one person, and controls.

        Two rows of one source are two persons where that is said (``ACROSS``). How alike these are says how alike two
        persons of two sources are by chance; so some of them are compared too, and never linked.
        """
        if self.within == ALSO_WITHIN:
            return ALSO_WITHIN
        every = max(1, math.ceil(self._pairs_within / max(1.0, _CONTROLS_PROP * self.all_pairs)))
        return Within(f" and (l.{SOURCE} <> r.{SOURCE} or (l.{RECORD} + r.{RECORD}) % {every} = 0)")

    def controls(self, left: Ints, right: Ints) -> Mask:
        """Mark the pairs of records that are two persons for certain, since one source lists both."""
        if self.within == ALSO_WITHIN:
            return np.zeros(len(left), dtype=np.bool_)
        marked: Mask = self.source[left] == self.source[right]
        return marked

    @property
    def _pairs_within(self) -> int:
        return sum(_pairs(n) for n in np.bincount(self.source, minlength=1).tolist())


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
