"""The chart of a multiple systems estimate: a line for each method, and the spread behind them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerestory.errors import PaperError
from clerestory.model.commission import DataKind
from clerestory.model.findings.scale import Limits, MethodEstimate, PrintedScale
from clerestory.publish.charts.svg import BLUE, GRID, INK, TEAL, Chart, Layout, canvas, finish, matplotlib, named_chart
from clerestory.publish.findings.scale.words import headline, number_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TITLE = "Estimated number of cases in all, by method"


def draw_scale(printed: PrintedScale, data: DataKind, title: str = _TITLE) -> Chart:
    """Draw the estimate and 95 % interval of each method over the spread of all of them.

    Raises
    ------
    PaperError
        If no number may be given.
    """
    if printed.spread is None:
        raise PaperError(
            "has no number to draw",
            where="chart of an estimate",
            remedy="Print the words why, and leave the chart out.",
        )
    spread = printed.spread
    shown = [(m, m.limits) for m in printed.methods if m.limits is not None]
    labels = [method_label(found) for found, _ in shown]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels)
        axes.axvspan(spread.low, spread.high, facecolor=(GRID, 0.5), edgecolor=INK, linewidth=0.8)
        for at, (found, limits) in enumerate(shown):
            _line(axes, at, found, limits)
        axes.set_xlim(0, max(limits.high for _, limits in shown) * 1.05)
        axes.xaxis.set_major_locator(matplotlib().ticker.MaxNLocator(4 if layout.above else 6))
        axes.xaxis.set_major_formatter(matplotlib().ticker.StrMethodFormatter("{x:,.0f}"))
        axes.set_xlabel("Cases in all; shaded: the spread")
        finish(axes, labels, layout)
        return figure

    words = "; ".join(
        f"{label} {number_words(m.estimate)}, {_words(limits)}"
        for label, (m, limits) in zip(labels, shown, strict=True)
    )
    return named_chart(draw, title, f"{headline(printed)} Lines are 95% intervals. {words}.", data)


def _line(axes: Axes, at: int, found: MethodEstimate, limits: Limits) -> None:
    colour = TEAL if found.method.is_reference else BLUE
    axes.plot(
        [limits.low, limits.high],
        [at, at],
        color=colour,
        linewidth=3,
        linestyle=":" if found.method.is_reference else "-",
    )
    axes.plot([found.estimate or 0], [at], color=colour, marker="o", markersize=8)


def method_label(found: MethodEstimate) -> str:
    """Give the name of a method as a line of a chart or table begins."""
    title = found.method.title[0].upper() + found.method.title[1:]
    return f"{title} (for comparison)" if found.method.is_reference else title


def _words(limits: Limits) -> str:
    return f"{number_words(limits.low)} to {number_words(limits.high)}"
