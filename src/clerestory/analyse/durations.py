"""The duration of an investigation's offending as a variable of its own, on whichever engine holds the cases."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from clerestory.analyse.engines import EngineOver
from clerestory.model.durations import BANDS, ENTITY, FIRST, LAST, NAME


class WithDurations(EngineOver):
    """An engine whose investigations have a column more: the band of the years that they span."""

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text."""
        rows = self._engine.cases(entity)
        return rows.with_columns(_band().alias(NAME)) if entity == ENTITY else rows


def _band() -> nw.Expr:
    """Give the code of the band; nothing where a year is not there, or where the last comes before the first."""
    years = nw.col(LAST).cast(nw.Int64()) - nw.col(FIRST).cast(nw.Int64())
    made: nw.Expr = nw.when(years >= BANDS[0].least).then(nw.lit(BANDS[0].code)).otherwise(None)
    for band in BANDS[1:]:
        made = nw.when(years >= band.least).then(nw.lit(band.code)).otherwise(made)
    return made
