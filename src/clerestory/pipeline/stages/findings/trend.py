"""A trend that a study asks for, from its cases to what leaves the vault."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from clerestory.analyse import Tabulation, estimate_trend
from clerestory.analyse.inputs import TooFewError, series_of_cases, series_with_operations
from clerestory.analyse.trends.checking import check_series
from clerestory.errors import TableError
from clerestory.model.commission import TrendRequest
from clerestory.model.findings.trends import LEAST_MEAN, Measure, Quarter, Trend, TrendSeries, TrendSettings
from clerestory.pipeline.stages.findings.behind import check_behind, rules_behind
from clerestory.pipeline.stages.findings.kind import Analysis
from clerestory.pipeline.stages.findings.sources import source_of
from clerestory.pipeline.stages.work import Work
from clerestory.protect.rules.outputs import printed_trend
from clerestory.spark import spark_faults

_FOUND = TypeAdapter(Trend)


def _estimate(request: TrendRequest, work: Work, _: Tabulation) -> Trend:
    study = work.study.settings.study
    period = {"first": _quarter(study.period_start), "last": _quarter(study.period_end)}
    rules, source = rules_behind(work.preset), source_of(work.study)
    with spark_faults():
        if rules is None:
            return _found(series_of_cases(source, request, **period), request, work)
        series, behind = series_with_operations(source, request, **period)
    found = _found(series, request, work)
    check_behind(series.counts, behind, _stretches(series, found), rules)
    return found


def _found(series: TrendSeries, request: TrendRequest, work: Work) -> Trend:
    settings = TrendSettings(request.joinpoints, request.distance, request.replicates, request.seed)
    where = f"study.toml, trend {request.id}"
    many = np.full_like(series.counts, LEAST_MEAN)
    asked = replace(series, counts=many, exposure=None, measure=Measure.RECORDED)
    check_series(asked, where)  # length and breaks, which are settings
    try:
        return estimate_trend(series, settings, progress=work.progress)
    except TableError as error:
        raise TooFewError(error.what) from None


def _stretches(series: TrendSeries, found: Trend) -> npt.NDArray[np.float64]:
    """Give the quarters of each stretch between joinpoints, declared breaks and ends: each is told of."""
    turns = [_place(series.first, joinpoint.at) for joinpoint in found.joinpoints]
    cuts = sorted({*turns, *(of.at for of in series.breaks)})
    stretch = np.searchsorted(cuts, np.arange(len(series.counts)), side="right")
    return np.eye(len(cuts) + 1)[stretch]


def _place(first: Quarter, at: Quarter) -> int:
    return 4 * (at.year - first.year) + at.number - first.number


def _quarter(day: dt.date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // 3 + 1)


TREND = Analysis(
    estimate=_estimate,
    dump=lambda found: _FOUND.dump_python(found, mode="json"),
    load=_FOUND.validate_python,
    printed=lambda found, preset: printed_trend(found, preset.estimates),
)
