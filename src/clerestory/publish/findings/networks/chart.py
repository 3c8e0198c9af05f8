"""The chart of networks: how many are in each band of sizes. A picture of a distribution, never of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clerestory.errors import PaperError
from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import PrintedNetworks
from clerestory.publish.charts.svg import BLUE, Chart, Layout, canvas, finish, named_chart
from clerestory.publish.numbers import count_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLE = "Networks by number of members, rounded to"


def draw_networks(printed: PrintedNetworks, data: DataKind, title: str = "") -> Chart:
    """Draw how many networks are in each band of sizes.

    Raises
    ------
    PaperError
        If no figures may be given.
    """
    if not printed.sizes:
        raise PaperError(
            "has no figures to draw", where="chart of networks", remedy="Print the words why, and leave the chart out."
        )
    bars = [(f"{band.label} persons", band.networks) for band in printed.sizes]
    return draw_bands(bars, data, title or f"{_TITLE} {printed.rounded_to}")


def draw_bands(bars: Sequence[tuple[str, int]], data: DataKind, title: str) -> Chart:
    """Draw how many networks are in each band, by its label."""
    labels, values = [label for label, _ in bars], [value for _, value in bars]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels)
        axes.barh(range(len(values)), values, height=0.36 if layout.above else 0.66, color=BLUE)
        for at, value in enumerate(values):
            axes.annotate(count_text(value), (value, at), xytext=(5, 0), textcoords="offset points", va="center")
        axes.set_xlim(0, max(values) * layout.room)
        axes.xaxis.set_visible(False)
        finish(axes, labels, layout)
        return figure

    words = "; ".join(f"{label} {count_text(value)}" for label, value in bars)
    return named_chart(draw, title, f"Bars. {words}.", data)
