"""What comparing gives: pairs of records with the level at which they agree in each field."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from clerestory.link.training import Floats, Ints

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True)
class Compared:
    """Pairs that are not hopeless, and how alike unlike records are.

    Attributes
    ----------
    pairs : DataFrame
        ``left`` and ``right`` record, the lower one first and in order, and a gamma for each comparison.
    u : tuple of float arrays
        For each comparison the share of random pairs at each level, the last level first.
    """

    pairs: pl.DataFrame
    u: tuple[Floats, ...]

    def gammas(self, names: list[str]) -> Ints:
        """Give the levels as an array of shape (pairs, comparisons)."""
        levels: Ints = self.pairs.select(names).to_numpy().astype(np.int64)
        return levels
