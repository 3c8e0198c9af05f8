"""Charts as SVG, drawn from protected values alone: role, title and description, and the mark of made-up data.

Each is drawn twice: with its labels beside it, and in a narrow form with them above, whose text can be read on a phone.

The same values always give the same bytes: no date, a fixed salt for ids, text as text.
"""

from __future__ import annotations

import html
import io
import logging
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clerestory.errors import PaperError
from clerestory.model.commission import ChartKind, ChartRequest, DataKind
from clerestory.model.shares import Completeness, NoShare, Share, share_of
from clerestory.model.tables import KNOWN, SUPPRESSED, TOTAL, ProtectedTable, TableShape
from clerestory.publish.csv_files import share_cells
from clerestory.publish.numbers import count_text, of_known_text, percent_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, TEAL, INK, GRID = "#12436D", "#28A197", "#1B1F23", "#C9CED3"
DARK = 0.72  # of the way from white to BLUE; from it on letters are white: either ink has a contrast of 4.5 or more
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "clerestory",
    "text.parse_math": False,  # a label with two dollar signs is no formula
    "font.family": ["sans-serif"],
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 13,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True)
class Layout:
    """Sizes in inches, how many signs a line may have, and where the label of a row stands."""

    width: float
    row: float
    head: float
    longest: int
    above: bool
    room: float  # how much longer than the longest bar the axis is, for the number behind it


_LINE = 0.22  # inches of a further line of a label
_LINE_ABOVE = 0.34  # as much where labels stand above, since a row is drawn smaller than it is given room for
_STRIP = 0.22  # inches of the mark of made-up data
_WIDE = Layout(7.2, 0.42, 1.1, 34, above=False, room=1.16)
_NARROW = Layout(3.7, 0.62, 1.2, 34, above=True, room=1.3)


@dataclass(frozen=True)
class Chart:
    """A drawn chart, the same in a narrow form, and its description in words."""

    svg: str
    narrow_svg: str
    title: str
    description: str


def draw_chart(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    """Draw a chart of a protected table.

    Raises
    ------
    PaperError
        If the table has no such row or column.
    """
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

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels)
        for at, value in enumerate(values):
            if value is not None:
                axes.barh(at, value, height=0.36 if layout.above else 0.66, color=BLUE)
            axes.annotate(
                count_text(value), (value or 0, at), xytext=(5, 0), textcoords="offset points", va="center", ha="left"
            )
        axes.set_xlim(0, max([v for v in values if v is not None], default=1) * layout.room or 1)
        axes.xaxis.set_visible(False)
        finish(axes, labels, layout)
        return figure

    words = "; ".join(f"{label} {count_text(value)}" for label, value in zip(labels, values, strict=True))
    return named_chart(draw, request.title, f"Bars. {words}.{_suppressed_note(values)}", data)


def _bounds(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    row = _place(request, request.row, [p.key for p in table.shape.rows], "row")
    cells = share_cells(table, row)
    labels = [label for _, _, _, label in cells]
    shares = [share_of(table, r, c) for r, c, _, _ in cells]

    def draw(layout: Layout) -> Figure:
        figure, axes = canvas(layout, labels, more=0.3 if layout.above else 0.1)  # of the words of the axis
        half = 0.16 if layout.above else 0.25
        for at, share in enumerate(shares):
            if isinstance(share, NoShare):
                axes.annotate(f" {share.sign}", (0, at), va="center", ha="left")
                continue
            lower, upper = float(100 * share.lower_prop), float(100 * share.upper_prop)
            axes.barh(at, upper - lower, left=lower, height=2 * half, color=TEAL)
            if share.completeness is not Completeness.TOO_LOW:
                mark = float(100 * share.of_known_prop)
                axes.plot([mark] * 2, [at - half - 0.1, at + half + 0.1], color=BLUE, linewidth=3)
        axes.set_xlim(0, 100)
        axes.set_xlabel(textwrap.fill(_axis_words(shares), layout.longest if layout.above else 48))
        axes.set_axisbelow(True)
        axes.grid(axis="x", color=GRID, linewidth=0.8)
        finish(axes, labels, layout)
        return figure

    words = "; ".join(f"{label} {_share_words(share)}" for label, share in zip(labels, shares, strict=True))
    return named_chart(draw, request.title, f"Intervals of possible shares of all cases. {words}.", data)


def _axis_words(shares: Sequence[Share | NoShare]) -> str:
    """Say what is drawn; a mark that stands for little, or that is left out for that, is told in words (rule Q7)."""
    found = {share.completeness for share in shares if isinstance(share, Share)}
    told = "% of all cases: the whole interval is possible"
    if found == {Completeness.TOO_LOW}:
        return f"{told}; too little is known to say more"
    told += "; the mark is the share of those known"
    if Completeness.LOW in found:
        told += f" {Completeness.LOW.sign}"
    return f"{told}, where enough is known" if Completeness.TOO_LOW in found else told


def _share_words(share: Share | NoShare) -> str:
    if isinstance(share, NoShare):
        return share.sign
    between = f"between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)}"
    if share.completeness is Completeness.TOO_LOW:
        return between
    return f"{between}, {of_known_text(share)} of those known"


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


def canvas(layout: Layout, labels: Sequence[str], *, more: float = 0) -> tuple[Figure, Axes]:
    """Give a figure with room for one row for each label, as tall as the label of most lines needs.

    ``more`` is what it needs above and beneath the rows beside the usual, in inches.
    """
    written = textwrap.fill if layout.above else _wrapped
    lines = max((written(label, layout.longest).count("\n") + 1 for label in labels), default=1)
    row = layout.row + (_LINE_ABOVE if layout.above else _LINE) * (lines - 1)
    figure: Figure = matplotlib().figure.Figure(
        figsize=(layout.width, layout.head + more + row * max(len(labels), 1)), layout="constrained"
    )
    return figure, figure.subplots()


def field_colours(share: float) -> tuple[Any, str]:
    """Give the colour of a field of a heat map, the darker the greater its share, and that of the letters on it."""
    shades = matplotlib().colors.LinearSegmentedColormap.from_list("shares", ["white", BLUE])
    return shades(share), "white" if share >= DARK else "black"


def finish(axes: Axes, labels: Sequence[str], layout: Layout) -> None:
    """Write the labels beside the rows, or above them, the first on top."""
    if layout.above:
        axes.set_yticks([])
        for at, label in enumerate(labels):
            axes.annotate(
                textwrap.fill(label, layout.longest),
                *((0, at - 0.24), (0, at - 0.24)),
                va="bottom",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            )
        axes.set_ylim(-0.75, len(labels) - 0.6)
    else:
        axes.set_yticks(range(len(labels)), [_wrapped(label, layout.longest) for label in labels])
        axes.set_ylim(-0.6, len(labels) - 0.4)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)


def _wrapped(label: str, longest: int) -> str:
    """Break a long label once, at the last space that leaves no more signs than may stand on a line."""
    if len(label) <= longest:
        return label
    at = label.rfind(" ", 0, longest)
    return label[:at] + "\n" + label[at + 1 :] if at > 0 else label


def named_chart(draw: Callable[[Layout], Figure], title: str, description: str, data: DataKind) -> Chart:
    """Draw a chart in both forms, with its name, description and mark."""
    mark = f"{data.mark}. " if data.mark else ""
    mpl = matplotlib()
    with mpl.rc_context():
        mpl.rcdefaults()  # a user's own settings of matplotlib would change the bytes
        mpl.rcParams.update(_STYLE)
        wide, narrow = (
            _named(_svg(draw(layout), mark + title, data), mark + title, mark + description)
            for layout in (_WIDE, _NARROW)
        )
    return Chart(wide, narrow, title, description)


def matplotlib() -> Any:
    """Give matplotlib, imported when a chart is first drawn: it takes a quarter of a second, and few commands draw."""
    # Without a home that can be written it tells the user, while it is imported, where else it keeps its list of fonts.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib as mpl  # noqa: PLC0415
    import matplotlib.figure  # noqa: PLC0415
    import matplotlib.ticker  # noqa: PLC0415

    return mpl


def _svg(figure: Figure, title: str, data: DataKind) -> str:
    out = io.StringIO()
    if data.mark:
        # A strip of its own, or a bar or line at the top right would run into the mark.
        engine: Any = figure.get_layout_engine()
        engine.set(rect=(0, 0, 1, 1 - _STRIP / figure.get_figheight()))
        figure.suptitle(data.mark, x=0.99, y=0.995, ha="right", va="top", fontsize=11, color=INK, weight="bold")
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "Clerestory", "Title": title})
    return out.getvalue()


def _named(svg: str, title: str, description: str) -> str:
    """Give the picture a role, a name and a description, which matplotlib does not."""
    start = svg.index("<svg ")
    end = svg.index(">", start) + 1
    root = svg[start:end].replace("<svg ", '<svg role="img" aria-labelledby="title description" ', 1)
    names = (
        f'\n <title id="title">{html.escape(title)}</title>\n <desc id="description">{html.escape(description)}</desc>'
    )
    return '<?xml version="1.0" encoding="utf-8"?>\n' + root + names + svg[end:]
