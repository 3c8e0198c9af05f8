"""The adjusted Rand index of two partitions of the same cases."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clerestory.model.findings.panel import Interval

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

REPLICATES = 1000


def adjusted_rand(one: Ints, other: Ints, *, seed: int) -> Interval | None:
    """Give the adjusted Rand index with its 95 % percentile interval over cases drawn with replacement.

    A case that is drawn twice is no pair of two cases: such pairs are in one part of both partitions whatever these
    have in common, and with them one interval in four lay above 0 where there was nothing but chance.

    Parameters
    ----------
    one, other : int array of shape (n,)
        The part of each case in either partition.
    seed : int

    Returns
    -------
    Interval or None
        1 where both are the same, 0 where they have in common what chance gives; None where a partition has one part.

    References
    ----------
    Hubert and Arabie (1985), Journal of Classification 2, 193-218.
    """
    rows, row = np.unique(one, return_inverse=True)
    columns, column = np.unique(other, return_inverse=True)
    if len(rows) < 2 or len(columns) < 2:
        return None
    table = np.zeros((len(rows), len(columns)))
    np.add.at(table, (row, column), 1)
    by = np.random.default_rng([seed, 5])
    drawn = by.multinomial(len(one), table.ravel() / len(one), size=REPLICATES).reshape(-1, *table.shape)
    again = drawn.astype(np.float64)
    low, high = np.quantile(_index(again, _of_one_case(again, table)), [0.025, 0.975])
    return Interval(float(_index(table[None], np.zeros(1))[0]), float(low), float(high))


def _of_one_case(drawn: Floats, table: Floats) -> Floats:
    """Give how many pairs of each drawn table are expected to be one case twice; shape (B,).

    Of the draws from a cell of n cases two are the same case with probability 1 / n.
    """
    pairs: Floats = (_pairs(drawn) / np.maximum(table, 1)).sum(axis=(1, 2))
    return pairs


def _index(tables: Floats, left_out: Floats) -> Floats:
    """Give the index of each of some tables, shape (B, rows, columns), without so many pairs within cells."""
    within = _pairs(tables).sum(axis=(1, 2)) - left_out
    rows = _pairs(tables.sum(axis=2)).sum(axis=1) - left_out
    columns = _pairs(tables.sum(axis=1)).sum(axis=1) - left_out
    every = _pairs(tables.sum(axis=(1, 2))) - left_out
    chance = np.divide(rows * columns, every, out=np.zeros_like(every), where=every > 0)
    most = (rows + columns) / 2
    made: Floats = np.divide(within - chance, most - chance, out=np.ones_like(chance), where=most > chance)
    return made


def _pairs(counts: Floats) -> Floats:
    pairs: Floats = counts * (counts - 1) / 2
    return pairs
