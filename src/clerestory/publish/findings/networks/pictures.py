"""Pictures of what is printed of networks: distributions, curves and counts over many, never a network or a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import Curve, HistoryRow, PrintedNetworks, PrintedRange
from clerestory.model.tables import SUPPRESSED
from clerestory.publish.charts.svg import (
    BLUE,
    GRID,
    INK,
    TEAL,
    Chart,
    Layout,
    canvas,
    field_colours,
    finish,
    matplotlib,
    named_chart,
)
from clerestory.publish.findings.networks.chart import draw_bands, draw_networks
from clerestory.publish.findings.networks.words import force_label, part_text
from clerestory.publish.numbers import count_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_HIGH = ("",) * 8  # the height of a picture with two axes, in rows of other charts
_YEARS = 8  # of an overlap, the last; more do not fit in a narrow picture
_RED = "#801650"
_LINES = ((BLUE, "o", "-"), (TEAL, "s", "--"), (_RED, "^", ":"), ("#F46A25", "D", "-."))  # told apart without colour


def network_charts(printed: PrintedNetworks, data: DataKind) -> Iterator[tuple[str, Chart]]:
    """Yield the name and the picture of each part that may be drawn; none where no figures are given."""
    drawn: tuple[tuple[str, object, Callable[[PrintedNetworks, DataKind], Chart]], ...] = (
        ("sizes", printed.sizes, draw_networks),
        ("forces", printed.forces, draw_forces),
        ("lasting", [curve for curve in printed.curves if curve.points], draw_lasting),
        ("history", printed.history, draw_history),
        ("overlap", [row for row in printed.overlaps if row.again_pct is not None], draw_overlap),
        ("loss", printed.held, draw_loss),
    )
    for name, part, draw in drawn:
        if part:
            yield name, draw(printed, data)


def draw_forces(printed: PrintedNetworks, data: DataKind) -> Chart:
    """Draw how many networks reach one force, two, and more."""
    bars = [(force_label(band), band.networks) for band in printed.forces]
    return draw_bands(bars, data, f"Networks by forces, rounded to {printed.rounded_to}")


def draw_lasting(printed: PrintedNetworks, data: DataKind) -> Chart:
    """Draw the share of ties, members and networks still there, at the fixed points alone."""
    curves = [curve for curve in printed.curves if curve.points]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, _HIGH)
        for (colour, sign, line), curve in zip(_LINES, curves, strict=False):
            points = [(0, 100), *((point.quarters, point.still_there_pct) for point in curve.points)]
            axes.plot(
                *zip(*points, strict=True), color=colour, marker=sign, linestyle=line, linewidth=2, label=curve.of
            )
        _percent_axes(axes, "quarters since the beginning", layout)
        return figure

    words = " ".join(f"{curve.of}: {_points(curve)}." for curve in curves)
    return named_chart(draw, "Still there after so many quarters, in percent", f"Curves. {words}", data)


def draw_history(printed: PrintedNetworks, data: DataKind) -> Chart:
    """Draw births, mergers, splits and ends by quarter or year; a withheld count has no mark."""
    labels = [row.period for row in printed.history]
    kinds = [kind for kind in _KINDS if any(kind[1](row) is not None for row in printed.history)]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, _HIGH)
        for (colour, sign, line), (name, of) in zip(_LINES, kinds, strict=False):
            counts = [float("nan") if (count := of(row)) is None else count for row in printed.history]
            axes.plot(range(len(labels)), counts, color=colour, marker=sign, linestyle=line, linewidth=2, label=name)
        every = -(-len(labels) // (3 if layout.above else 6))
        axes.set_xticks(range(0, len(labels), every), labels[::every])
        axes.set_ylim(0, None)
        axes.grid(axis="y", color=GRID, linewidth=0.8)
        _legend(axes, layout)
        return figure

    words = " ".join(f"{name}: {_counts(of, printed.history)}." for name, of in kinds)
    title = f"Networks that began, merged, split and ended, by {printed.history_by}, rounded to {printed.rounded_to}"
    return named_chart(draw, title, f"Lines; {SUPPRESSED} is withheld and has no mark. {words}", data)


def draw_overlap(printed: PrintedNetworks, data: DataKind) -> Chart:
    """Draw the share of the members of each year who are members in each later one, for the last eight of these."""
    columns = sorted({row.later for row in printed.overlaps})[-_YEARS:]
    drawn = [row for row in printed.overlaps if row.year >= columns[0] - 1]
    rows = sorted({row.year for row in drawn})
    labels = [f"members of {year}" for year in rows]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels)
        half = 0.22 if layout.above else 0.46
        for one in drawn:
            at, column, share = rows.index(one.year), columns.index(one.later), one.again_pct
            shade, ink = field_colours((share or 0) / 100)
            axes.barh(at, 0.96, left=column, height=2 * half, color=shade, edgecolor=INK, linewidth=0.4)
            axes.text(column + 0.48, at, part_text(share), ha="center", va="center", color=ink)
        axes.set_xlim(0, len(columns))
        axes.set_xticks([at + 0.48 for at in range(len(columns))], [str(year) for year in columns])
        axes.tick_params(axis="x", length=0)
        finish(axes, labels, layout)
        return figure

    words = "; ".join(f"{row.year} in {row.later} {part_text(row.again_pct)}" for row in drawn)
    return named_chart(draw, "Members of a year who are members in a later one", f"Heat map. {words}.", data)


def draw_loss(printed: PrintedNetworks, data: DataKind) -> Chart:
    """Draw what is left of networks when persons are lost at random, with the range over the replicates."""
    parts = (("networks in one piece", printed.held), ("persons in the largest piece", printed.largest_piece))

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, _HIGH)
        for (colour, sign, line), (name, ranges) in zip(_LINES, parts, strict=False):
            lost = [0.0, *(float(one.what.partition("%")[0]) for one in ranges)]
            low, high, shares = (
                [100, *values] for values in zip(*((one.low, one.high, one.as_it_is) for one in ranges), strict=True)
            )
            axes.fill_between(lost, low, high, alpha=0.2, color=colour)
            for end in (low, high):  # the shade is too pale to be the only sign of a range
                axes.plot(lost, end, color=colour, linewidth=0.8)
            axes.plot(lost, shares, color=colour, marker=sign, linestyle=line, linewidth=2, label=name)
        _percent_axes(axes, "% of persons lost at random", layout)
        return figure

    words = " ".join(f"{name}: {_ranges(ranges)}." for name, ranges in parts)
    return named_chart(
        draw, "Networks when persons are lost at random, in percent", f"Curves with ranges. {words}", data
    )


_KINDS: tuple[tuple[str, Callable[[HistoryRow], int | None]], ...] = (
    ("began", lambda row: row.births),
    ("merged", lambda row: row.merges),
    ("split", lambda row: row.splits),
    ("ended", lambda row: row.deaths),
)


def _percent_axes(axes: Axes, words: str, layout: Layout) -> None:
    axes.set_ylim(0, 105)
    axes.set_xlim(0, None)
    axes.xaxis.set_major_locator(matplotlib().ticker.MaxNLocator(4 if layout.above else 8, integer=True))
    axes.set_xlabel(words)
    axes.grid(axis="y", color=GRID, linewidth=0.8)
    _legend(axes, layout)


def _legend(axes: Axes, layout: Layout) -> None:
    """Name the lines above the picture, where they hide nothing."""
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1),
        ncols=1 if layout.above else 4,
        frameon=False,
        fontsize=11,
        handlelength=2.6,
        borderaxespad=0,
    )
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _points(curve: Curve) -> str:
    return ", ".join(f"{part_text(point.still_there_pct)} after {point.quarters}" for point in curve.points)


def _counts(of: Callable[[HistoryRow], int | None], rows: Sequence[HistoryRow]) -> str:
    return ", ".join(f"{row.period} {count_text(of(row))}" for row in rows)


def _ranges(ranges: Sequence[PrintedRange]) -> str:
    return ", ".join(f"{one.what} {one.as_it_is:.0f}% ({one.low:.0f} to {one.high:.0f})" for one in ranges)
