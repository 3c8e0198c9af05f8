"""Charts as SVG, drawn from protected values alone: role, title and description, and the mark of made-up data.

The same values always give the same bytes: no date, a fixed salt for ids, text as text.
"""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from clerestory.errors import PaperError
from clerestory.model.commission import ChartKind, ChartRequest, DataKind
from clerestory.model.shares import Share, share_of
from clerestory.model.tables import KNOWN, NOT_AVAILABLE, SUPPRESSED, TOTAL, ProtectedTable, TableShape
from clerestory.publish.csv_files import share_cells
from clerestory.publish.numbers import count_text, percent_text
from clerestory.publish.references import lacks_a_count

BLUE, TEAL, INK, GRID = "#12436D", "#28A197", "#1B1F23", "#C9CED3"
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "clerestory",
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 13,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "xtick.color": INK,
    "ytick.color": INK,
}
_WIDTH, _ROW, _HEAD = 7.2, 0.42, 1.1  # inches
_LONGEST = 34  # signs of a label on a line


@dataclass(frozen=True)
class Chart:
    """A drawn chart, and its description in words."""

    svg: str
    title: str
    description: str


def draw_chart(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    """Draw a chart of a protected table.

    Raises
    ------
    PaperError
        If the table has no such row or column.
    """
    with mpl.rc_context(_STYLE):
        if request.kind is ChartKind.BARS:
            return _bars(request, table, data)
        return _bounds(request, table, data)


def bar_rows(shape: TableShape, column: int) -> list[int]:
    """Give the rows that have a bar: not totals, and of an overlap table not the list that the column itself is."""
    own = shape.columns[column].where
    return [i for i, p in enumerate(shape.rows) if p.key not in (TOTAL, KNOWN) and not (own and p.where == own)]


def _bars(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    column = _place(request, request.column, [p.key for p in table.shape.columns], "column")
    rows = bar_rows(table.shape, column)
    labels = [table.shape.rows[i].label for i in rows]
    values = [table.counts[i][column] for i in rows]
    figure, axes = _canvas(len(rows))
    for at, value in enumerate(values):
        if value is not None:
            axes.barh(at, value, height=0.66, color=BLUE)
        axes.annotate(
            count_text(value), (value or 0, at), xytext=(5, 0), textcoords="offset points", va="center", ha="left"
        )
    axes.set_xlim(0, max([v for v in values if v is not None], default=1) * 1.16 or 1)
    axes.xaxis.set_visible(False)
    _finish(axes, labels)
    words = "; ".join(f"{label} {count_text(value)}" for label, value in zip(labels, values, strict=True))
    return _chart(figure, request, f"Bars. {words}.{_suppressed_note(values)}", data)


def _bounds(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    row = _place(request, request.row, [p.key for p in table.shape.rows], "row")
    cells = share_cells(table, row)
    labels = [label for _, _, _, label in cells]
    shares = [share_of(table, r, c) for r, c, _, _ in cells]
    figure, axes = _canvas(len(cells))
    for at, (share, (r, c, _, _)) in enumerate(zip(shares, cells, strict=True)):
        if share is None:
            axes.annotate(f" {_instead(table, r, c)}", (0, at), va="center", ha="left")
            continue
        lower, upper = 100 * share.lower_prop, 100 * share.upper_prop
        axes.barh(at, upper - lower, left=lower, height=0.5, color=TEAL)
        axes.plot([100 * share.of_known_prop] * 2, [at - 0.36, at + 0.36], color=BLUE, linewidth=3)
    axes.set_xlim(0, 100)
    axes.set_xlabel("% of all cases: the whole interval is possible;\nthe mark is the share of those known")
    axes.set_axisbelow(True)
    axes.grid(axis="x", color=GRID, linewidth=0.8)
    _finish(axes, labels)
    words = "; ".join(
        f"{label} {_share_words(share, _instead(table, r, c))}"
        for label, share, (r, c, _, _) in zip(labels, shares, cells, strict=True)
    )
    return _chart(figure, request, f"Intervals of possible shares of all cases. {words}.", data)


def _instead(table: ProtectedTable, row: int, column: int) -> str:
    return SUPPRESSED if lacks_a_count(table, row, column) else NOT_AVAILABLE


def _share_words(share: Share | None, instead: str) -> str:
    if share is None:
        return instead
    between = f"between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)}"
    return f"{between}, {percent_text(share.of_known_prop)} of those known"


def _suppressed_note(values: Sequence[int | None]) -> str:
    return f" {SUPPRESSED} is a number that is withheld to protect people." if None in values else ""


def _place(request: ChartRequest, key: str, keys: list[str], what: str) -> int:
    if key not in keys:
        raise PaperError(
            f"there is no {what} {key!r} in table {request.table}",
            where=f"study.toml, chart {request.id}",
            remedy="Use one of " + ", ".join(keys) + ".",
        )
    return keys.index(key)


def _canvas(rows: int) -> tuple[Figure, mpl.axes.Axes]:
    figure = Figure(figsize=(_WIDTH, _HEAD + _ROW * max(rows, 1)), layout="constrained")
    return figure, figure.subplots()


def _finish(axes: mpl.axes.Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), [_wrapped(label) for label in labels])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _wrapped(label: str) -> str:
    """Break a long label once, at the space before its middle."""
    if len(label) <= _LONGEST:
        return label
    at = label.rfind(" ", 0, _LONGEST)
    return label[:at] + "\n" + label[at + 1 :] if at > 0 else label


def _chart(figure: Figure, request: ChartRequest, description: str, data: DataKind) -> Chart:
    mark = f"{data.mark}. " if data.mark else ""
    out = io.StringIO()
    if data.mark:
        figure.suptitle(data.mark, x=0.99, y=0.995, ha="right", va="top", fontsize=11, color=INK, weight="bold")
    metadata = {"Date": None, "Creator": "Clerestory", "Title": mark + request.title}
    figure.savefig(out, format="svg", metadata=metadata)
    return Chart(_named(out.getvalue(), mark + request.title, mark + description), request.title, description)


def _named(svg: str, title: str, description: str) -> str:
    """Give the picture a role, a name and a description, which matplotlib does not."""
    start = svg.index("<svg ")
    end = svg.index(">", start) + 1
    root = svg[start:end].replace("<svg ", '<svg role="img" aria-labelledby="title description" ', 1)
    names = (
        f'\n <title id="title">{html.escape(title)}</title>\n <desc id="description">{html.escape(description)}</desc>'
    )
    return '<?xml version="1.0" encoding="utf-8"?>\n' + root + names + svg[end:]
