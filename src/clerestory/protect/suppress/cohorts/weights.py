"""What the choice of secondary cells may know of a count, and what it costs to hide a cell.

A pattern that followed the hidden counts closely would speak of them: somebody who runs this program on every table
that agrees with what is published could strike out those that come out hidden otherwise (the minimality attack, rule
S19). So the choice sees a count only as the *grade* it falls into: zero, unsafe, or safe, in
doublings of the threshold. Two
populations with the same published numbers and the same grades are published in the same way. What is left to choose is
drawn by the study's secret.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialTable, Counts, Position, Predicate
from clerestory.protect.cells import DistinctCells
from clerestory.protect.suppress.cohorts.lines import partitions

_MARGIN = 20.0  # a reader misses a total more than many parts of it: shares and headlines are made of totals
_JITTER = 0.25  # about the step between two grades, so that it mostly breaks ties


def grades(counts: Counts, rule: ThresholdRule) -> Counts:
    """Give the least count of the grade of each count.

    Examples
    --------
    >>> grades(np.array([0, 1, 5, 6, 11, 12, 24]), ThresholdRule(minimum=6))
    array([ 0,  1,  1,  6,  6, 12, 24])
    """
    doublings = np.maximum(counts, rule.minimum) // rule.minimum
    safe = rule.minimum * 2 ** np.floor(np.log2(doublings)).astype(np.int64)
    return np.where(counts == 0, 0, np.where(counts < rule.minimum, 1, safe)).astype(np.int64)


def weights(
    cells: DistinctCells, tables: Sequence[ConfidentialTable], rule: ThresholdRule, secret: bytes
) -> npt.NDArray[np.float64]:
    """Give the cost of hiding each distinct cell.

    Returns
    -------
    float array of shape (K,)
        (1 + log2(1 + g)) for its grade g, times 20 for each direction in which it is a margin, summed over the tables
        that print it, and up to a quarter more by the secret.
    """
    margin = np.zeros(len(cells.counts))
    for table, at in zip(tables, cells.at, strict=True):
        rows = _is_margin(len(table.shape.rows), table.shape.rows)
        columns = _is_margin(len(table.shape.columns), table.shape.columns)
        np.add.at(margin, at, _MARGIN ** (rows[:, None] + columns[None, :]))
    magnitude = 1 + np.log2(1 + grades(cells.counts, rule))
    jitter = np.array([_draw(secret, predicate) for predicate in cells.predicates])
    return np.asarray(margin * magnitude * (1 + _JITTER * jitter), dtype=np.float64)


def _is_margin(size: int, positions: Sequence[Position]) -> npt.NDArray[np.float64]:
    margins = {whole for whole, _ in partitions(positions)}
    return np.array([number in margins for number in range(size)], dtype=np.float64)


def _draw(secret: bytes, predicate: Predicate) -> float:
    """Give a number in [0, 1) that only the holder of the secret can foretell."""
    text = repr(sorted((name, sorted(codes)) for name, codes in predicate)).encode()
    return int.from_bytes(hmac.new(secret, text, hashlib.sha256).digest()[:6], "big") / 2**48
