"""The chart of a comparison: for each category the possible shares of both populations, one below the other."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clerestory.errors import PaperError
from clerestory.model.commission import ChartRequest, DataKind
from clerestory.model.comparisons.differences import Bounds, Difference
from clerestory.model.shares import Completeness, Share
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.svg import BLUE, GRID, INK, TEAL, Chart, Layout, canvas, finish, matplotlib, named_chart
from clerestory.publish.comparisons.rows import ComparedRow, Population, compared_rows
from clerestory.publish.comparisons.words import GROUP_NAME, HOLDS, OTHER_NAME, bounds_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_AXIS = "% of all cases: the whole of a bar is possible; a mark is the share of those known"
_BARS = ((GROUP_NAME, BLUE, "full"), (OTHER_NAME, TEAL, "open"))  # told apart without colour too: one bar is hollow


def comparison_chart(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    """Draw a comparison: a filled bar of what is possible in group-based cases above a hollow one of all others.

    Raises
    ------
    PaperError
        If the table is no comparison.
    """
    if table.shape.comparison is None:
        raise PaperError(
            f"table {request.table} is no comparison",
            where=f"study.toml, chart {request.id}",
            remedy='Draw a table of kind = "comparison", or choose another kind of chart.',
        )
    rows = [row for row in compared_rows(table) if not row.is_empty]
    labels = [row.label for row in rows]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels, more=0.6 if layout.above else 0.4)  # of key and axis
        height = 0.15 if layout.above else 0.28
        for at, row in enumerate(rows):
            _draw_row(axes, at, row, height=height)
        axes.set_xlim(0, 100)
        axes.set_xlabel(textwrap.fill(_axis(rows), layout.longest if layout.above else 48))
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=GRID, linewidth=0.8)
        finish(axes, labels, layout)
        _legend(axes)
        return figure

    words = "; ".join(f"{row.label}: {_row_words(row)}" for row in rows)
    return named_chart(draw, request.title, f"Possible shares of all cases in both populations. {words}.", data)


def _draw_row(axes: Axes, at: int, row: ComparedRow, *, height: float) -> None:
    if not isinstance(row.difference, Difference):
        axes.annotate(f" {row.sign}", (0, at), va="center", ha="left")
        return
    each = ((row.difference.group, row.group, -1), (row.difference.other, row.other, 1))
    for (bounds, of, side), (_, colour, fill) in zip(each, _BARS, strict=True):
        middle = at + side * 0.55 * height
        _draw_bar(axes, bounds, middle, height=height, colour=colour, fill=fill)
        mark = _mark(of)
        if mark is not None:
            ends = [middle - 0.5 * height, middle + 0.5 * height]
            for colour_of, width in (("white", 5.0), (INK, 2.2)):  # white around it, or it is lost on a filled bar
                axes.plot([mark] * 2, ends, color=colour_of, linewidth=width, solid_capstyle="butt")


def _draw_bar(axes: Axes, bounds: Bounds, middle: float, *, height: float, colour: str, fill: str) -> None:
    lower, upper = (tenths / 10 for tenths in bounds.tenths)
    face = colour if fill == "full" else "white"
    axes.barh(middle, upper - lower, left=lower, height=height, facecolor=face, edgecolor=colour, linewidth=1.6)


def _mark(of: Population) -> float | None:
    """Give where the share of the known cases stands, in percent; nothing where too little is known to say it."""
    if not isinstance(of.share, Share) or of.share.completeness is Completeness.TOO_LOW:
        return None
    return float(100 * of.share.of_known_prop)


def _axis(rows: Sequence[ComparedRow]) -> str:
    marks = any(_mark(of) is not None for row in rows if row.difference for of in (row.group, row.other))
    return _AXIS if marks else _AXIS.partition(";")[0]


def _legend(axes: Axes) -> None:
    patch = matplotlib().patches.Patch
    handles = [
        patch(facecolor=colour if fill == "full" else "white", edgecolor=colour, linewidth=1.6, label=name)
        for name, colour, fill in _BARS
    ]
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, borderaxespad=0.2, fontsize=12
    )


def _row_words(row: ComparedRow) -> str:
    if not isinstance(row.difference, Difference):
        return row.sign
    of = row.difference
    both = f"{GROUP_NAME.lower()} {bounds_text(of.group)}%, {OTHER_NAME.lower()} {bounds_text(of.other)}%"
    return f"{both}; {HOLDS[0].lower()}{HOLDS[1:]} {of.reading.value}"
