"""Synthetic series by quarter whose truth is known; drawn by numpy alone, without the product's code."""

from __future__ import annotations

import numpy as np

from clerestory.model.findings.trends import Quarter, TrendSeries

SEASON = np.array([0, 0.08, 0.12, -0.05])


def made_series(seed, *, quarters=40, level=800, before=-0.08, after=0.25, overdispersion=0.003):
    """Give a SYNTHETIC series, and the quarter, counted from 0, at which its trend turns."""
    rng = np.random.default_rng([2027, seed])
    turn = int(rng.integers(8, quarters - 8))
    at = np.arange(quarters)
    log_mean = np.log(level) + SEASON[at % 4] + np.log1p(before) * at / 4
    log_mean += (np.log1p(after) - np.log1p(before)) * np.maximum(at - turn, 0) / 4
    mean = np.exp(log_mean)
    mean = rng.gamma(1 / overdispersion, overdispersion * mean) if overdispersion else mean
    return TrendSeries(Quarter(2014, 1), rng.poisson(mean), "offences", "HO2020"), turn
