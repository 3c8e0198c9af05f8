"""The chart of a trend: an index drawn from the printed changes alone, so that it tells no more than they do."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from clerestory.model.commission import DataKind
from clerestory.model.findings.trends import PrintedTrend, Quarter
from clerestory.publish.charts.svg import BLUE, GRID, TEAL, Chart, Layout, canvas, matplotlib, named_chart
from clerestory.publish.findings.trend.words import counted_words, trend_sentences

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_INSIDE: Any = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "va": "top"}
_ROWS = ("",) * 7  # the height of the picture, in rows of other charts


def draw_trend(printed: PrintedTrend, data: DataKind, title: str = "") -> Chart:
    """Draw the trend as an index, 100 in the first quarter; turns are dots, declared breaks dashed lines."""
    points = list(index_points(printed))
    title = title or f"Trend of {printed.unit}, {printed.start} to {printed.end}"

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, _ROWS)
        axes.plot(*zip(*points, strict=True), color=BLUE, linewidth=3)
        for at, level in points[1:-1]:
            axes.plot([at], [level], color=BLUE, marker="o", markersize=8)
        for shift in printed.shifts:
            axes.axvline(_years(shift.at), color=TEAL, linestyle="--")
            axes.annotate("[b]", (_years(shift.at), 1), (4, -3), **_INSIDE)
        axes.set_ylim(0, max(level for _, level in points) * 1.15)
        axes.xaxis.set_major_locator(matplotlib().ticker.MaxNLocator(4 if layout.above else 8, integer=True))
        axes.xaxis.set_major_formatter(matplotlib().ticker.StrMethodFormatter("{x:.0f}"))
        words = f"{counted_words(printed)}: index, {printed.start}\u00a0=\u00a0100"
        axes.set_xlabel(textwrap.fill(words, layout.longest - 4 if layout.above else 64))
        axes.grid(axis="y", color=GRID, linewidth=0.8)
        return figure

    return named_chart(draw, title, " ".join(trend_sentences(printed)), data)


def index_points(printed: PrintedTrend) -> Iterator[tuple[float, float]]:
    """Give year and index at the ends of each segment, from the printed changes.

    A change of -100%, to which a steep fall may be rounded, is drawn as the nearest that has a logarithm.
    """
    level = 100.0
    yield _years(printed.start), level
    for segment in printed.segments:
        years = _years(segment.end) - _years(segment.start)
        level *= math.exp(years * math.log(max(1 + segment.change.pct / 100, 1e-3)))
        yield _years(segment.end), level


def _years(quarter: Quarter) -> float:
    return quarter.year + (quarter.number - 1) / 4
