"""A trend from a file of a series, outside any study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.analyse.trends import estimate_trend, read_series
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.model.findings.trends import PrintedTrend, Trend, TrendSettings
from clerestory.model.rules import EstimateRule
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.single_files.marking import marked
from clerestory.progress import SILENT, Progress
from clerestory.protect.rules.outputs import printed_trend
from clerestory.publish.findings.trend.chart import draw_trend
from clerestory.publish.findings.trend.words import trend_sentences
from clerestory.study import write_atomically


@dataclass(frozen=True)
class TrendAnswer:
    """A trend, which is confidential, and what may be printed of it, in numbers and in words."""

    found: Trend
    printed: PrintedTrend
    sentences: tuple[str, ...]


def trend_of_series(
    source: Path,
    settings: TrendSettings | None = None,
    *,
    chart: Path | None = None,
    data: DataKind = DataKind.CONFIDENTIAL,
    progress: Progress = SILENT,
    actor: str = PROGRAM,
) -> TrendAnswer:
    """Estimate the trend of a series by quarter in a CSV file.

    Parameters
    ----------
    source : Path
        Columns ``quarter``, ``count``, ``unit``, ``definition``, and where there are any ``exposure``, ``per``,
        ``break``, ``measure``.
    settings : TrendSettings, optional
    chart : Path, optional
        Where a chart of what may be printed goes, as SVG.
    data : DataKind
        Where the counts come from; the words and the chart of made-up ones say so.

    Raises
    ------
    TableError
        If the file is no series that bears a trend.
    ProtectionError
        If the model leaves too few degrees of freedom to be printed.
    """
    consulted_files([source], who=actor, why="analyse trend")
    found = estimate_trend(read_series(source), settings, progress=progress)
    printed = printed_trend(found, EstimateRule())
    if chart:
        write_atomically(chart, draw_trend(printed, data).svg)
    return TrendAnswer(found, printed, marked(trend_sentences(printed), data))
