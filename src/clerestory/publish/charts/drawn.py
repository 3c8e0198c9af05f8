"""Every kind of chart that study.toml can ask for, drawn from a protected table."""

from __future__ import annotations

from functools import lru_cache

from clerestory.model.commission import ChartKind, ChartRequest, DataKind
from clerestory.model.tables import ProtectedTable
from clerestory.publish.charts.maps.chart import draw_map
from clerestory.publish.charts.svg import Chart, draw_chart
from clerestory.publish.comparisons.chart import comparison_chart


@lru_cache(maxsize=64)  # a run draws each for its draft, to compare the draft with what was decided on, and to publish
def drawn_chart(request: ChartRequest, table: ProtectedTable, data: DataKind) -> Chart:
    """Draw a chart of its kind.

    Raises
    ------
    PaperError
        If the table has no such row or column, or is not of the kind that the chart draws.
    """
    if request.kind is ChartKind.COMPARISON:
        return comparison_chart(request, table, data)
    if request.kind is ChartKind.MAP:
        return draw_map(request, table, data)
    return draw_chart(request, table, data)
