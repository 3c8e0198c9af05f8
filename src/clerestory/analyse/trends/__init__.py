"""Trends by quarter: Poisson or negative binomial, with joinpoints by BIC and declared breaks."""

from clerestory.analyse.trends.estimating import estimate_trend
from clerestory.analyse.trends.reading import read_series

__all__ = ["estimate_trend", "read_series"]
