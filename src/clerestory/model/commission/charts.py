"""The charts of the paper."""

from __future__ import annotations

from enum import Enum

from pydantic import Field

from clerestory.model.commission.names import Identifier
from clerestory.model.forms import Form


class ChartKind(Enum):
    """What a chart draws."""

    BARS = "bars"  # counts of one column of a table
    BOUNDS = "bounds"  # worst-case intervals of the shares of a table
    COMPARISON = "comparison"  # the same of both populations of a comparison


class ChartRequest(Form):
    """A chart of a protected table."""

    id: Identifier
    table: Identifier
    title: str = Field(min_length=1)
    kind: ChartKind = ChartKind.BARS
    column: str = Field(default="total", description="Bars: the column that is drawn.")
    row: str = Field(default="total", description="Bounds: the row whose shares are drawn.")
