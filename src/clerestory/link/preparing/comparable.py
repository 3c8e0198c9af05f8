"""Records ready to be compared, whatever they are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from clerestory.link.comparisons import FieldComparison

RECORD, SOURCE = "record", "source"
Ints = npt.NDArray[np.int64]


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
        n = self.frame.height
        pairs = n * (n - 1) // 2
        if self.within == ALSO_WITHIN:
            return pairs
        of_source = np.bincount(self.source, minlength=1)
        return pairs - int((of_source * (of_source - 1) // 2).sum())
