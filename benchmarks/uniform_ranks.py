"""Whether ranks of what was withheld are those of chance, in a table of several rows.

A row is tested twice, by its mean and by Kolmogorov's distance. All tests of a table are judged together (Holm 1979, A
simple sequentially rejective multiple test procedure): however many rows there are, and however they hang together, of
tables where nothing tells at most ``LEVEL`` have a row that is said to tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.stats import kstest, norm

LEVEL = 0.05  # of a table
TESTS = 2  # of a row


def distance_from_uniform(ranks: np.ndarray) -> float:
    return float(kstest(ranks, "uniform").statistic)


def by_chance(ranks: np.ndarray) -> tuple[float, float]:
    """How probable a mean as far from 0.5, and a Kolmogorov distance as large, are of uniform ranks."""
    away = abs(ranks.mean() - 0.5) * np.sqrt(12 * len(ranks))
    return float(2 * norm.sf(away)), float(kstest(ranks, "uniform").pvalue)


def refuted(probabilities: Sequence[float], level: float = LEVEL) -> list[bool]:
    """Holm's step-down: which of the hypotheses fall, where one that is true falls in at most ``level`` of tables."""
    falls = [False] * len(probabilities)
    for step, at in enumerate(np.argsort(probabilities, kind="stable")):
        if probabilities[at] > level / (len(probabilities) - step):
            break
        falls[at] = True
    return falls


def told(rows: Mapping[str, np.ndarray]) -> dict[str, bool]:
    """Which rows of a table tell by width, by either test, all tests of the table judged together."""
    falls = refuted([p for ranks in rows.values() for p in by_chance(ranks)])
    return {words: any(falls[TESTS * n : TESTS * (n + 1)]) for n, words in enumerate(rows)}


def surely_told(rows: int, trials: int) -> float:
    """How far from 0.5 a mean is told, whatever other rows say."""
    return float(norm.isf(LEVEL / (TESTS * rows) / 2) / np.sqrt(12 * trials))
