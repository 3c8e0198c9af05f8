"""What a chart shows beside its drawing: its numbers in words, the signs among them, and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clerestory.model.commission import ChartKind, ChartRequest
from clerestory.model.shares import NoShare, Share, share_of
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.maps.tiles import tiles_of
from clerestory.publish.charts.svg import Chart, bar_rows
from clerestory.publish.comparisons.block import CHART_COLUMNS, chart_rows
from clerestory.publish.csv_files import share_cells
from clerestory.publish.notes import completeness_signs, counts_note, shares_note
from clerestory.publish.numbers import count_text
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.tables import share_values
from clerestory.publish.shown.values import Column, Grid, Kind, Link, Note, Row, ShownChart

_BY_ROW = (ChartKind.BARS, ChartKind.MAP)


def shown_chart(name: str, number: int, contents: Contents) -> ShownChart:
    """Give what a chart of a table shows."""
    request = next(chart for chart in contents.settings.charts if chart.id == name)
    table = contents.tables[request.table]
    shape = table.shape
    heading = shape.row_heading if request.kind in _BY_ROW else shape.column_heading
    grid = chart_grid(heading, _columns(request), _rows(request, table))
    under = [Note(f"{meaning}.", sign) for sign, meaning in completeness_signs(_drawn_shares(request, table))]
    rounding = _rounding(request, table, contents)
    under += [Note(rounding)] if rounding else []
    drawn = contents.charts[name]
    return of_chart(name, drawn, number, contents, about=shape.about, grid=grid, under=under)


def chart_grid(heading: str, columns: Sequence[Column], rows: Iterable[tuple[str, Sequence[str]]]) -> Grid:
    """Give the numbers of a chart as cells."""
    head = (Column(heading or "Group", Kind.TEXT), *columns)
    return Grid(head, tuple(Row(label, tuple(values)) for label, values in rows))


def of_chart(
    name: str,
    chart: Chart,
    number: int,
    contents: Contents,
    *,
    grid: Grid,
    about: Sequence[str] = (),
    under: Sequence[Note] = (),
) -> ShownChart:
    """Give a drawn chart with its files."""
    file = f"charts/{contents.file_name(name)}.svg"
    link = Note("", links=(Link(f"Chart {number} as SVG", file),))
    return ShownChart(
        number=number,
        title=chart.title,
        about=tuple(about),
        description=chart.description,
        svg=chart.svg,
        file=file,
        narrow=f"charts/{contents.file_name(name + '-narrow')}.svg",
        grid=grid,
        under=(*under, link),
    )


def _draws_counts(request: ChartRequest) -> bool:
    return request.kind in _BY_ROW and not request.draws_shares


def _columns(request: ChartRequest) -> Sequence[Column]:
    if request.kind is ChartKind.COMPARISON:
        return CHART_COLUMNS
    names = ("Number",) if _draws_counts(request) else ("At least", "Of those known", "At most")
    return tuple(map(Column, names))


def _rows(request: ChartRequest, table: ProtectedTable) -> Iterable[tuple[str, Sequence[str]]]:
    if request.kind is ChartKind.COMPARISON:
        return chart_rows(table)
    cells = _cells(request, table)
    if _draws_counts(request):
        return [(label, [count_text(table.counts[r][c])]) for r, c, label in cells]
    values = ((label, share_values(table, r, c)) for r, c, label in cells)
    return [(label, [of[3], of[1], of[4]]) for label, of in values]


def _cells(request: ChartRequest, table: ProtectedTable) -> list[tuple[int, int, str]]:
    """Give row, column and label of each cell that a chart of one table draws, in its order."""
    if request.kind is ChartKind.BOUNDS:
        return [(r, c, label) for r, c, _, label in share_cells(table, _row(request, table))]
    column = [p.key for p in table.shape.columns].index(request.column)
    if request.kind is ChartKind.MAP:
        tiles = tiles_of(table.shape.rows, where=f"study.toml, chart {request.id}")
        return [(tile.at, column, tile.label) for tile in tiles]
    return [(at, column, table.shape.rows[at].label) for at in bar_rows(table.shape, column)]


def _rounding(request: ChartRequest, table: ProtectedTable, contents: Contents) -> str:
    rules = contents.rules
    if request.kind is ChartKind.COMPARISON:
        return shares_note(table.bases(), rules)
    if _draws_counts(request):
        cells = _cells(request, table)
        return counts_note((base for r, c, _ in cells for base in table.bases(row=r, column=c)), rules)
    down = len(table.shape.columns) == 1 or request.kind is ChartKind.MAP
    return shares_note(table.bases(row=None if down else _row(request, table)), rules)


def _drawn_shares(request: ChartRequest, table: ProtectedTable) -> list[Share | NoShare]:
    if request.kind is not ChartKind.BOUNDS and not request.draws_shares:
        return []
    return [share_of(table, r, c) for r, c, _ in _cells(request, table)]


def _row(request: ChartRequest, table: ProtectedTable) -> int:
    return [p.key for p in table.shape.rows].index(request.row)
