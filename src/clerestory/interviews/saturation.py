"""Saturation: how many of the codes have been met after so many interviews, over the orders in which they could come.

References
----------
The mean over all orders is the rarefaction curve of Hurlbert (1971), Ecology 52, 577-586, of samples in place of
individuals: Colwell, Mao and Chang (2004), Ecology 85, 2717-2727.
Guest, Namey and Chen (2020), A simple method to assess and report thematic saturation, PLoS ONE 15(5): e0232076.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln

from clerestory.model.interviews.coded import Bools
from clerestory.model.interviews.findings import Floats, Saturation, SaturationSettings


def saturation_curve(applied: Bools, settings: SaturationSettings | None = None) -> Saturation:
    """Give the number of codes met after each number of interviews.

    Parameters
    ----------
    applied : bool array of shape (n_interviews, n_codes)
        Whether an interview has a code.
    settings : SaturationSettings, optional
        How many random orders, and their seed.

    Returns
    -------
    Saturation
        Confidential: it has a point for each single interview.
    """
    settings = settings or SaturationSettings()
    rng = np.random.default_rng(settings.seed)
    used = applied[:, applied.any(axis=0)]
    orders = np.array([_met(used[rng.permutation(len(used))]) for _ in range(settings.orders)], dtype=np.float64)
    low, high = np.quantile(orders.reshape(settings.orders, -1), settings.quantiles, axis=0)
    return Saturation(len(used), used.shape[1], mean_met(used), low, high)


def mean_met(used: Bools) -> Floats:
    """Give the mean number of codes met after 1, 2, ... interviews over all orders, exactly; shape (n_interviews,).

    A code that m of n interviews have is missed by k of them in C(n - m, k) of C(n, k) ways.
    """
    n, having = len(used), used.sum(axis=0)
    after = np.arange(1, n + 1)[:, None]
    lacking = n - having[None, :]
    missed = np.where(
        after <= lacking, np.exp(_choose(np.maximum(lacking, after), after) - _choose(np.array(n), after)), 0.0
    )
    found: Floats = (1 - missed).sum(axis=1)
    return found


def _choose(n: Floats | np.ndarray, k: np.ndarray) -> Floats:
    found: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return found


def _met(ordered: Bools) -> Floats:
    """Give the number of codes met after each interview of one order."""
    found: Floats = np.logical_or.accumulate(ordered, axis=0).sum(axis=1).astype(np.float64)
    return found
