"""From a series to its trend: annual changes, joinpoints and level shifts, each with its interval."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from clerestory.analyse.trends.bootstrap import LEVELS, Replicates, change_of, resample
from clerestory.analyse.trends.checking import check_series
from clerestory.analyse.trends.design import SEASONS, SLOPE
from clerestory.analyse.trends.joinpoints import Search, search_model
from clerestory.model.findings.trends import Joinpoint, LevelShift, Segment, Trend, TrendSeries, TrendSettings
from clerestory.progress import SILENT, Progress

NEAR = 1  # quarters within which a joinpoint counts as found again
_FIRST_BREAK = SLOPE + SEASONS + 1


def estimate_trend(series: TrendSeries, settings: TrendSettings | None = None, *, progress: Progress = SILENT) -> Trend:
    """Estimate how a count moved by quarter, and where its trend turned.

    Declared breaks are shifts of level and no part of the trend. Season is always in the model.

    Parameters
    ----------
    series : TrendSeries
    settings : TrendSettings, optional
        How many joinpoints at most, how far apart, bootstrap and seed.

    Returns
    -------
    Trend
        Annual changes in percent. The same series and settings give the same numbers.

    Raises
    ------
    TableError
        If the series is too short or too sparse for a trend.

    References
    ----------
    docs/methods/trends.md names the source of each part.
    """
    settings = settings or TrendSettings()
    check_series(series, "series")
    search = search_model(series, settings)
    replicates = resample(series, search, settings, progress=progress)
    slopes = search.model.slopes(len(series.counts))
    return Trend(
        start=series.first,
        end=series.quarter(len(series.counts) - 1),
        unit=series.unit,
        definition=series.definition,
        measure=series.measure,
        relative=series.exposure is not None,
        overall=change_of(float(slopes.mean()), replicates.slopes.mean(axis=1)),
        segments=_segments(series, search, replicates),
        joinpoints=tuple(_joinpoint(series, place, replicates) for place in search.model.places),
        shifts=_shifts(series, search, replicates),
        family=search.model.family,
        overdispersion=search.model.overdispersion,
        freedom=search.freedom,
        models=search.models,
        settings=settings,
        per=series.per,
    )


def _segments(series: TrendSeries, search: Search, replicates: Replicates) -> tuple[Segment, ...]:
    """Give the change a year of each segment; of a replicate, its average change over the same quarters."""
    last = len(series.counts) - 1
    slopes = search.model.slopes(last + 1)
    return tuple(
        Segment(
            series.quarter(start),
            series.quarter(end),
            change_of(float(slopes[start]), replicates.slopes[:, start:end].mean(axis=1)),
        )
        for start, end in pairwise([0, *search.model.places, last])
    )


def _joinpoint(series: TrendSeries, place: int, replicates: Replicates) -> Joinpoint:
    """Give a joinpoint with the range of the nearest joinpoint of each replicate that has one."""
    nearest = np.array([min(found, key=lambda p: abs(p - place)) for found in replicates.places if found] or [place])
    low, high = np.quantile(nearest, LEVELS, method="inverted_cdf")
    again = (np.abs(nearest - place) <= NEAR).sum() / len(replicates.places)
    return Joinpoint(
        series.quarter(place),
        series.quarter(min(int(low), place)),
        series.quarter(max(int(high), place)),
        float(again),
    )


def _shifts(series: TrendSeries, search: Search, replicates: Replicates) -> tuple[LevelShift, ...]:
    return tuple(
        LevelShift(
            series.quarter(declared.at),
            declared.name,
            declared.of_definition,
            change_of(float(search.model.coefficients[_FIRST_BREAK + at]), replicates.shifts[:, at]),
        )
        for at, declared in enumerate(series.breaks)
    )
