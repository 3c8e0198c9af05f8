"""The charts of the paper."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from pydantic import Field

from clerestory.model.commission.names import Identifier
from clerestory.model.forms import Form


class ChartKind(Enum):
    """What a chart draws."""

    BARS = "bars"  # counts of one column of a table
    BOUNDS = "bounds"  # worst-case intervals of the shares of a table
    COMPARISON = "comparison"  # the same of both populations of a comparison
    MAP = "map"  # counts of one column of a table by police force area, or the possible shares of it


class ChartRequest(Form):
    """A chart of a protected table."""

    id: Identifier
    table: Identifier
    title: str = Field(min_length=1)
    kind: ChartKind = ChartKind.BARS
    column: str = Field(default="total", description="Bars and maps: the column that is drawn.")
    row: str = Field(default="total", description="Bounds: the row whose shares are drawn.")
    # None where it is not said, so that it is no part of what was decided on a study without a map.
    shows: Literal["counts", "shares"] | None = Field(
        default=None, description="Maps: the counts of the column, or its possible shares; counts if left out."
    )

    @property
    def draws_shares(self) -> bool:
        """Whether a map is of shares."""
        return self.shows == "shares"
