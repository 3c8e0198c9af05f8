"""What a chart shows beside its drawing: its numbers in words, the signs among them, and how they are rounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clerestory.model.commission import ChartKind, ChartRequest
from clerestory.model.shares import NoShare, Share, share_of
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts import Chart, bar_rows
from clerestory.publish.comparisons.block import CHART_COLUMNS, chart_rows
from clerestory.publish.contents import Contents
from clerestory.publish.csv_files import share_cells
from clerestory.publish.notes import completeness_signs, counts_note, shares_note
from clerestory.publish.numbers import count_text
from clerestory.publish.shown.tables import share_values
from clerestory.publish.shown.values import Column, Grid, Kind, Link, Note, Row, ShownChart

_COLUMNS: Mapping[ChartKind, Sequence[str]] = {
    ChartKind.BARS: ("Number",),
    ChartKind.BOUNDS: ("At least", "Of those known", "At most"),
    ChartKind.COMPARISON: CHART_COLUMNS,
}


def shown_chart(name: str, number: int, contents: Contents) -> ShownChart:
    """Give what a chart of a table shows."""
    request = next(chart for chart in contents.settings.charts if chart.id == name)
    table = contents.tables[request.table]
    shape = table.shape
    heading = shape.row_heading if request.kind is ChartKind.BARS else shape.column_heading
    grid = chart_grid(heading, _COLUMNS[request.kind], _rows(request, table))
    under = [Note(f"{meaning}.", sign) for sign, meaning in completeness_signs(_drawn_shares(request, table))]
    rounding = _rounding(request, table, contents)
    under += [Note(rounding)] if rounding else []
    drawn = contents.charts[name]
    return of_chart(name, drawn, number, contents, about=shape.about, grid=grid, under=under)


def chart_grid(heading: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> Grid:
    """Give the numbers of a chart as cells."""
    head = (Column(heading or "Group", Kind.TEXT), *map(Column, columns))
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


def _rows(request: ChartRequest, table: ProtectedTable) -> Iterable[tuple[str, Sequence[str]]]:
    if request.kind is ChartKind.COMPARISON:
        return chart_rows(table)
    if request.kind is ChartKind.BARS:
        column = [p.key for p in table.shape.columns].index(request.column)
        return [
            (table.shape.rows[i].label, [count_text(table.counts[i][column])]) for i in bar_rows(table.shape, column)
        ]
    row = _row(request, table)
    values = ((label, share_values(table, r, c)) for r, c, _, label in share_cells(table, row))
    return [(label, [of[3], of[1], of[4]]) for label, of in values]


def _rounding(request: ChartRequest, table: ProtectedTable, contents: Contents) -> str:
    rules = contents.rules
    if request.kind is ChartKind.COMPARISON:
        return shares_note(table.bases(), rules)
    if request.kind is ChartKind.BARS:
        column = [p.key for p in table.shape.columns].index(request.column)
        bars = bar_rows(table.shape, column)
        return counts_note((base for at in bars for base in table.bases(row=at, column=column)), rules)
    down = len(table.shape.columns) == 1
    return shares_note(table.bases(row=None if down else _row(request, table)), rules)


def _drawn_shares(request: ChartRequest, table: ProtectedTable) -> list[Share | NoShare]:
    if request.kind is not ChartKind.BOUNDS:
        return []
    return [share_of(table, r, c) for r, c, _, _ in share_cells(table, _row(request, table))]


def _row(request: ChartRequest, table: ProtectedTable) -> int:
    return [p.key for p in table.shape.rows].index(request.row)
