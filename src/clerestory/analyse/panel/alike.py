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
    low, high = np.quantile(_index(drawn.astype(np.float64)), [0.025, 0.975])
    return Interval(float(_index(table[None])[0]), float(low), float(high))


def _index(tables: Floats) -> Floats:
    """Give the index of each of some tables, shape (B, rows, columns)."""
    within = _pairs(tables).sum(axis=(1, 2))
    rows, columns = _pairs(tables.sum(axis=2)).sum(axis=1), _pairs(tables.sum(axis=1)).sum(axis=1)
    chance = rows * columns / _pairs(tables.sum(axis=(1, 2)))
    most = (rows + columns) / 2
    made: Floats = np.divide(within - chance, most - chance, out=np.ones_like(chance), where=most > chance)
    return made


def _pairs(counts: Floats) -> Floats:
    pairs: Floats = counts * (counts - 1) / 2
    return pairs
