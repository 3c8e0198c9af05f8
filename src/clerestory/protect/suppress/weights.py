"""What it costs to hide a cell.

The weights decide the pattern, and a pattern that followed the hidden counts closely would speak of them (the
minimality attack, rule S19). So a weight knows a count only by its order of magnitude, and a part of it is drawn by the
study's secret, which an attacker who runs this program does not have.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clerestory.model.tables import ConfidentialTable, Position, Predicate
from clerestory.protect.cells import DistinctCells
from clerestory.protect.lines import partitions

_MARGIN = 4.0  # a reader misses a total more than a part of it
_JITTER = 0.25  # less than the step between two orders of magnitude, so that it only breaks ties


def weights(cells: DistinctCells, tables: Sequence[ConfidentialTable], secret: bytes) -> npt.NDArray[np.float64]:
    """Give the cost of hiding each distinct cell.

    Returns
    -------
    float array of shape (K,)
        (1 + floor(log2(1 + n))) times 4 for each direction in which it is a margin, summed over the tables that print
        it, and up to a quarter more by the secret.
    """
    margin = np.zeros(len(cells.counts))
    for table, at in zip(tables, cells.at, strict=True):
        rows = _is_margin(len(table.shape.rows), table.shape.rows)
        columns = _is_margin(len(table.shape.columns), table.shape.columns)
        np.add.at(margin, at, _MARGIN ** (rows[:, None] + columns[None, :]))
    magnitude = 1 + np.floor(np.log2(1 + cells.counts))
    jitter = np.array([_draw(secret, predicate) for predicate in cells.predicates])
    return np.asarray(margin * magnitude * (1 + _JITTER * jitter), dtype=np.float64)


def _is_margin(size: int, positions: Sequence[Position]) -> npt.NDArray[np.float64]:
    margins = {whole for whole, _ in partitions(positions)}
    return np.array([number in margins for number in range(size)], dtype=np.float64)


def _draw(secret: bytes, predicate: Predicate) -> float:
    """Give a number in [0, 1) that only the holder of the secret can foretell."""
    text = repr(sorted((name, sorted(codes)) for name, codes in predicate)).encode()
    return int.from_bytes(hmac.new(secret, text, hashlib.sha256).digest()[:6], "big") / 2**48
