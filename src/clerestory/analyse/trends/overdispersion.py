"""The overdispersion that replicates are drawn with: of the moments, and as uncertain as it is."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq

from clerestory.analyse.trends.design import Floats
from clerestory.analyse.trends.joinpoints import Search
from clerestory.model.findings.trends import Family

_LEAST, _MOST = 1e-9, 1e3


def overdispersion_at(counts: Floats, mean: Floats, chi_square: float) -> float:
    """Give the overdispersion at which Pearson's chi square has a value; 0 where it has less without any.

    References
    ----------
    Breslow (1984), Applied Statistics 33, 38-44.

    Examples
    --------
    >>> round(overdispersion_at(np.array([80.0, 120.0]), np.array([100.0, 100.0]), 2.0), 3)
    0.03
    """

    def excess(log_spread: float) -> float:
        return float(((counts - mean) ** 2 / (mean + np.exp(log_spread) * mean**2)).sum()) - chi_square

    low, high = np.log(_LEAST), np.log(_MOST)
    return 0.0 if excess(low) <= 0 else float(np.exp(brentq(excess, low, high)))


def freedom_of(search: Search) -> int:
    """Give the degrees of freedom of Pearson's chi square: the overdispersion is none of the line's parameters."""
    return search.freedom + (search.model.family is Family.NEGATIVE_BINOMIAL)
