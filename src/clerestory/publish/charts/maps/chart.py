"""The map of a table by police force area: tiles with name and number, shaded by classes of what is published."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clerestory.errors import PaperError
from clerestory.model.commission import ChartRequest, DataKind
from clerestory.model.shares import Share, share_of
from clerestory.model.tables import SUPPRESSED, ProtectedTable
from clerestory.publish.charts.maps.tiles import Tile, tiles_of
from clerestory.publish.charts.svg import INK, Chart, Layout, matplotlib, named_chart
from clerestory.publish.csv_files import share_cells
from clerestory.publish.numbers import count_text, percent_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Each passes 3 : 1 against white, and its text 4.5 : 1 against it; the darker, the more.
SHADES = (("#7090B6", INK), ("#4C749F", "#FFFFFF"), ("#2F5485", "#FFFFFF"), ("#0B2A46", "#FFFFFF"))
_TILE = {False: 0.78, True: 0.53}  # inches: in the wide form, and in the narrow one
_FONT = {False: 11.0, True: 8.5}
_HATCH = "//"
_SIDE = 0.94  # of a tile, the rest is the gap to the next
_LEGEND = 0.24  # inches of a line of the legend


@dataclass(frozen=True)
class _Shown:
    """What a tile says: a number by which it is shaded and its words, or why there is none."""

    tile: Tile
    level: int | None  # a count, or the least possible share in whole percent
    lines: tuple[str, ...]
    words: str


def draw_map(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    """Draw a map of counts, or of the possible shares of a column, by police force area.

    Raises
    ------
    PaperError
        If the rows of the table are no police force areas, or it has no such column.
    """
    column = _column(request, table)
    tiles = tiles_of(table.shape.rows, where=f"study.toml, chart {request.id}")
    shown = [_shown(tile, table, column, shares=request.draws_shares) for tile in tiles]
    breaks = class_breaks([one.level for one in shown if one.level is not None])

    def draw(layout: Layout) -> Figure:
        return _drawn(shown, breaks, layout, unit="%" if request.draws_shares else "")

    words = "; ".join(f"{one.tile.label} {one.words}" for one in shown)
    return named_chart(draw, request.title, f"{_what(shares=request.draws_shares)} {words}.{_note(shown)}", data)


def _column(request: ChartRequest, table: ProtectedTable) -> int:
    """Give the place of the column that is drawn; shares are those of a known category."""
    columns = table.shape.columns
    categories = {at for _, at, _, _ in share_cells(table, 0)} if len(columns) > 1 else set()
    drawn = {p.key: at for at, p in enumerate(columns) if not request.draws_shares or at in categories}
    if request.column not in drawn:
        raise PaperError(
            f"there is no column {request.column!r} to draw in table {request.table}",
            where=f"study.toml, chart {request.id}",
            remedy="Use one of " + ", ".join(drawn) + "." if drawn else "Draw counts: the table has no shares.",
        )
    return drawn[request.column]


def _what(*, shares: bool) -> str:
    said = "Map of tiles, one equal square for each police force area"
    if shares:
        return f"{said}; each says which shares of all its cases are possible, and is shaded by the least of them."
    return f"{said}."


def _note(shown: Sequence[_Shown]) -> str:
    withheld = any(SUPPRESSED in one.lines for one in shown)
    return f" {SUPPRESSED} is a number that is withheld to protect people; its tile is hatched." if withheld else ""


def _shown(tile: Tile, table: ProtectedTable, column: int, *, shares: bool) -> _Shown:
    if not shares:
        count = table.counts[tile.at][column]
        return _Shown(tile, count, (count_text(count),), count_text(count))
    share = share_of(table, tile.at, column)
    if not isinstance(share, Share):
        return _Shown(tile, None, (share.sign,), share.sign)
    low, high = math.floor(100 * share.lower_prop), math.ceil(100 * share.upper_prop)
    words = f"between {percent_text(share.lower_prop)} and {percent_text(share.upper_prop)}"
    return _Shown(tile, low, (f"{low} to", f"{high}%"), words)


def class_breaks(values: Sequence[int]) -> tuple[int, ...]:
    """Give the smallest value of each class: as many of the published values in each as ties allow, at most four.

    Examples
    --------
    >>> class_breaks([25, 25, 35, 35, 40, 45, 100]), class_breaks([5, 5]), class_breaks([])
    ((25, 35, 45), (5,), ())
    """
    ordered, classes = sorted(values), min(len(SHADES), len(set(values)))
    starts = {ordered[at * len(ordered) // classes] for at in range(classes)} if classes else set()
    return tuple(sorted(starts))


def _drawn(shown: Sequence[_Shown], breaks: tuple[int, ...], layout: Layout, *, unit: str) -> Figure:
    columns = max(one.tile.column for one in shown) + 1
    rows = max(one.tile.row for one in shown) + 1
    tile = _TILE[layout.above]
    keys = _keys(shown, breaks, unit)
    per_line = 3 - layout.above - (layout.above and bool(unit))
    height = rows * tile + _LEGEND * math.ceil(len(keys) / per_line) + 0.5
    figure: Figure = matplotlib().figure.Figure(figsize=(layout.width, height), layout="constrained")
    axes = figure.subplots()
    for one in shown:
        _draw_tile(axes, one, breaks, font=_FONT[layout.above])
    axes.set_xlim(0, max(columns, layout.width / tile - 0.4))
    axes.set_ylim(rows, 0)
    axes.set_aspect("equal", anchor="NW")
    axes.set_axis_off()
    legend = axes.legend(
        handles=keys, loc="upper left", bbox_to_anchor=(0, 0), ncols=per_line, frameon=False, fontsize=11,
        borderaxespad=0.3, borderpad=0,
    )  # fmt: skip
    legend.set_in_layout(False)  # it stands in the room that the height leaves; tiles would shrink for a wide one
    return figure


def _draw_tile(axes: Axes, one: _Shown, breaks: tuple[int, ...], *, font: float) -> None:
    left, top, side = one.tile.column, one.tile.row, _SIDE
    face, ink = SHADES[_class(one.level, breaks)] if one.level is not None else ("#FFFFFF", INK)
    box = {} if one.level is not None else {"facecolor": "#FFFFFF", "edgecolor": "none", "pad": 1.2}
    axes.add_patch(_square(left, top, side, face, hatched=one.level is None))
    lines = (one.tile.short, *one.lines)
    for at, line in enumerate(lines, start=1):
        place = (left + side / 2, top + side * (at - 0.5) / len(lines))
        axes.annotate(
            line, place, ha="center", va="center", color=ink, fontsize=font, bbox=box or None,
            weight="bold" if at > 1 else "normal",
        )  # fmt: skip


def _square(left: float, top: float, side: float, face: str, *, hatched: bool) -> Any:
    edge = INK if hatched else face
    return matplotlib().patches.Rectangle(
        (left, top), side, side, facecolor=face, edgecolor=edge, linewidth=0.8, hatch=_HATCH if hatched else None
    )


def _class(level: int, breaks: tuple[int, ...]) -> int:
    """Give the place of a value's shade; a single class is neither light nor dark."""
    place = max(at for at, start in enumerate(breaks) if start <= level)
    return place + (len(SHADES) - len(breaks)) // 2


def _keys(shown: Sequence[_Shown], breaks: tuple[int, ...], unit: str) -> list[Any]:
    """Give the lines of the legend: each class by the published values in it, and what is withheld."""
    patch = matplotlib().patches.Patch
    levels = [one.level for one in shown if one.level is not None]
    keys = []
    for start in breaks:
        shade = _class(start, breaks)
        inside = [level for level in levels if _class(level, breaks) == shade]
        low, high = min(inside), max(inside)
        name = f"{low:,}{unit}" if low == high else f"{low:,} to {high:,}{unit}"
        keys.append(patch(facecolor=SHADES[shade][0], label=f"{name}, at least" if unit else name))
    for sign in sorted({one.lines[0] for one in shown if one.level is None}):
        why = "withheld" if sign == SUPPRESSED else "not available"
        keys.append(patch(facecolor="#FFFFFF", edgecolor=INK, hatch=_HATCH, label=f"{sign} {why}"))
    return keys
