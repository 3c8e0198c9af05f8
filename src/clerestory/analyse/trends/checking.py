"""Whether a series can bear a trend at all."""

from __future__ import annotations

from itertools import pairwise

from clerestory.errors import TableError
from clerestory.model.findings.trends import LEAST_MEAN, LEAST_PART, LEAST_QUARTERS, Measure, TrendSeries


def check_series(series: TrendSeries, where: str) -> TrendSeries:
    """Give the series back if a trend can be fitted to it.

    Raises
    ------
    TableError
        If it is too short or too sparse, its breaks lie too close, or more ended in time than ended.
    """
    _check_length(series, where)
    _check_breaks(series, where)
    _check_counts(series, where)
    _check_measure(series, where)
    return series


def _check_length(series: TrendSeries, where: str) -> None:
    if len(series.counts) - len(series.breaks) < LEAST_QUARTERS:
        raise TableError(
            f"has fewer than {LEAST_QUARTERS} quarters, or too few for its breaks",
            where=where,
            remedy=f"Give {LEAST_QUARTERS} quarters, and one more for each break: season and trend must both be seen.",
        )


def _check_breaks(series: TrendSeries, where: str) -> None:
    edges = [0, *(b.at for b in series.breaks), len(series.counts)]
    if any(after - before < LEAST_PART for before, after in pairwise(edges)):
        raise TableError(
            f"has fewer than {LEAST_PART} quarters before, between or after its breaks",
            where=where,
            remedy="A level has to be seen in each season. Leave the short part out of the series.",
        )


def _check_counts(series: TrendSeries, where: str) -> None:
    edges = [0, *(b.at for b in series.breaks), len(series.counts)]
    parts = [series.counts[before:after] for before, after in pairwise(edges)]
    parts += [series.counts[season::4] for season in range(4)]
    if series.counts.mean() < LEAST_MEAN or not all(part.sum() for part in parts):
        raise TableError(
            f"has fewer than {LEAST_MEAN} a quarter, or none in a whole season or between two breaks",
            where=where,
            remedy="That is too little to tell a trend from chance. Take wider areas or groups.",
        )


def _check_measure(series: TrendSeries, where: str) -> None:
    if series.measure is not Measure.TIMELY:
        return
    if series.exposure is None or (series.counts > series.exposure).any():
        raise TableError(
            "is of what ended in time, and does not say how many ended, or fewer ended than ended in time",
            where=where,
            remedy="Give in column exposure how many ended in the quarter, in time or not.",
        )
