"""JSON Schemas of the files of linking: the description of records, the model and the summary."""

from __future__ import annotations

from typing import Any

from clerestory.link.records.description import Description
from clerestory.model.linking import Agreement

_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "number", "minimum": 0}


def link_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas by their names."""
    return {"link-records": Description.model_json_schema(), "link-model": _model(), "link-summary": _summary()}


def _model() -> dict[str, Any]:
    probability = {"type": "number", "minimum": 0, "maximum": 1}
    level = _object(
        {
            "level": _COUNT | {"description": "0 differs; the best is the highest."},
            "shown": {"enum": [one.value for one in Agreement]},
            "m_probability": probability,
            "u_probability": probability,
            "match_weight": {"type": "number", "description": "log2(m / u)"},
        }
    )
    one = _object({"field": {"type": "string"}, "levels": {"type": "array", "items": level, "minItems": 2}})
    return _object({"match_prop": probability, "fields": {"type": "array", "items": one}})


def _summary() -> dict[str, Any]:
    between = _object({"low": _NUMBER, "high": _NUMBER})
    return _object(
        {
            "records": _COUNT,
            "persons": _COUNT,
            "links": _COUNT | {"description": "Compared pairs that are one person."},
            "false_links": between,
            "missed_compared": between,
            "missed_unseen": _NUMBER | {"description": "A lower bound."},
            "to_review": _COUNT,
            "decided": _COUNT,
            "merged": _COUNT,
            "split": _COUNT,
            "ignored_columns": {"type": "array", "items": {"type": "string"}},
        }
    )


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
