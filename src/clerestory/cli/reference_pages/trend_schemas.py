"""Schemas of trends: a row of a series, and the answer."""

from __future__ import annotations

import re
from typing import Any

from clerestory.analyse.trends.reading import (
    AMOUNT,
    BREAK,
    COUNT,
    DEFINITION,
    EXPOSURE,
    MEASURE,
    NAME,
    NEEDED,
    NUMBER,
    PER,
    QUARTER,
    UNIT,
)
from clerestory.model.findings.trend_form import TrendForm
from clerestory.model.findings.trends import QUARTER_FORM, Measure


def trend_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of trends by name."""
    return {"trend": TrendForm.model_json_schema(mode="serialization"), "series-row": _series_row()}


def _series_row() -> dict[str, Any]:
    name = re.sub(r"\[\^\\W_\]", "[A-Za-z0-9]", NAME)  # JSON Schema's dialect has no class of letters without _
    return {
        "type": "object",
        "description": "A row of a series by quarter; every value is text.",
        "properties": {
            QUARTER: _text(QUARTER_FORM),
            COUNT: _text(NUMBER),
            UNIT: _text(name),
            DEFINITION: _text(name),
            EXPOSURE: _text(AMOUNT),
            PER: _text(f"({name})?"),
            BREAK: _text(f"({name})?"),
            MEASURE: {"enum": [measure.value for measure in Measure]},
        },
        "required": list(NEEDED),
        "additionalProperties": False,
    }


def _text(pattern: str) -> dict[str, str]:
    return {"type": "string", "pattern": f"^{pattern}$"}
