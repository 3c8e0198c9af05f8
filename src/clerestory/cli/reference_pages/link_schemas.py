"""JSON Schemas of the files of linking: descriptions of records, models, summaries, reports, concern notices."""

from __future__ import annotations

from typing import Any

from clerestory.link.records.description import Description
from clerestory.link.report.jsonable import FORM
from clerestory.model.links.concerns import ConcernDecision, ConcernNotice
from clerestory.model.links.settings import Agreement

_COUNT = {"type": "integer", "minimum": 0}
_NUMBER = {"type": "number", "minimum": 0}
_ANY = {"type": "number"}
_PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
_TEXT = {"type": "string"}


def link_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas by their names."""
    return {
        "link-records": Description.model_json_schema(),
        "link-model": _model(),
        "link-summary": _summary(),
        "link-report": _report(),
        "concern-decision": ConcernDecision.model_json_schema(),
        "concern-notice": ConcernNotice.model_json_schema(mode="serialization"),
    }


def _model() -> dict[str, Any]:
    return _object({"match_prop": _PROBABILITY, "fields": {"type": "array", "items": _field()}})


def _field() -> dict[str, Any]:
    level = _object(
        {
            "level": _COUNT | {"description": "0 differs; the best is the highest."},
            "shown": {"enum": [one.value for one in Agreement]},
            "m_probability": _PROBABILITY,
            "u_probability": _PROBABILITY,
            "match_weight": {"type": "number", "description": "log2(m / u)"},
        }
    )
    return _object({"field": _TEXT, "levels": {"type": "array", "items": level, "minItems": 2}})


def _report() -> dict[str, Any]:
    linked = {
        "what": {"enum": ["records", "suspects", "victims"]},
        "sources": _list({"source": _TEXT, "records": _COUNT}),
        "records": _COUNT,
        "persons": _COUNT,
        "threshold": _PROBABILITY,
        "threshold_weight": {"type": ["number", "null"], "description": "The lowest weight that reaches it, if any."},
        "match_prop": _PROBABILITY,
        "fields": {"type": "array", "items": _field()},
        "weights": _list({"from": _ANY, "to": _ANY, "linked": _COUNT, "not_linked": _COUNT}),
        "error": _object({"links": _COUNT, **_error()}),
        "precision": _object({"low": _ANY, "high": _ANY}) | {"description": "Expected share of links that is right."},
        "persons_by_records": _list({"records": _COUNT, "persons": _COUNT}),
        "to_review": _COUNT,
        "decided": _COUNT,
        "merged": _COUNT,
        "split": _COUNT,
        "truth": {
            "type": "array",
            "items": measured_schema(),
            "description": "All pairs first; empty without a truth.",
        },
    }
    items = {"type": "array", "items": _object(linked)}
    return _object({"form": {"const": FORM}, "mark": _TEXT, "linked": items})


def measured_schema() -> dict[str, Any]:
    """Give the schema of how a linkage compares with a truth."""
    share = _PROBABILITY | {"type": ["number", "null"]}
    numbers = dict.fromkeys(("true", "found", "right", "false", "missed"), _COUNT)
    kinds = {"type": "array", "items": _TEXT, "maxItems": 2}
    return _object({"kinds": kinds, **numbers, **dict.fromkeys(("precision", "recall", "f1"), share)})


def _error() -> dict[str, Any]:
    between = _object({"low": _NUMBER, "high": _NUMBER})
    unseen = _NUMBER | {"description": "A lower bound."}
    return {"false_links": between, "missed_compared": between, "missed_unseen": unseen}


def _list(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}


def _summary() -> dict[str, Any]:
    return _object(
        {
            "records": _COUNT,
            "persons": _COUNT,
            "links": _COUNT | {"description": "Compared pairs that are one person."},
            **_error(),
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
