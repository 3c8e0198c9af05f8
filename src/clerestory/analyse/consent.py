"""Cases without interviews that were withdrawn: tables that count interviews never see them (rule Q10)."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from clerestory.analyse.engines import EngineOver

INTERVIEW, KEY, WITHDRAWN = "interview", "int_pseudo", "consent_withdrawn"


class WithConsent(EngineOver):
    """An engine on which the interviews are those whose consent stands.

    An interview that any of its records has as withdrawn is withdrawn, whatever the date.
    """

    def cases(self, entity: str) -> nw.LazyFrame[Any]:
        """Give the accepted rows of an entity, every column as text; of interviews those with consent."""
        rows = super().cases(entity)
        if entity != INTERVIEW or not {KEY, WITHDRAWN} <= set(rows.collect_schema().names()):
            return rows
        gone = rows.filter(nw.col(WITHDRAWN).fill_null("") != "").select(KEY).unique()
        return rows.join(gone, on=KEY, how="anti")
