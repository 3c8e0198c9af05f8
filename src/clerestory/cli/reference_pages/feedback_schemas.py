"""The schemas of what givers are told, and of the form of a flag audit."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from clerestory.collect.audit.estimate import FlagEstimate
from clerestory.collect.audit.form import COLUMNS, FLAGS
from clerestory.collect.changes import Change
from clerestory.collect.checks.completeness import FieldCount
from clerestory.collect.report.content import Places, ReturnState
from clerestory.model.checks import Finding
from clerestory.model.naming import Naming
from clerestory.model.versions import EntityChange, Withdrawal

_COUNTS = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_WHOSE = {"provider": {"type": "string"}, "return_id": {"type": "string"}}


def feedback_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of feedback by their name."""
    return {"feedback": _feedback(), "checks": _checks(), "flag-audit": _flag_audit()}


def _feedback() -> dict[str, Any]:
    worst = _object({"path": {"type": "string"}, "remedy": {"type": "string"}})
    parts = {"key_fields": FieldCount, "changes": Change, "faults": Places, "queries": Places, "warnings": Places}
    parts |= {"findings": Finding, "flag_audits": FlagEstimate}
    properties: dict[str, Any] = {
        "form": {"const": "clerestory-feedback/1"},
        **_WHOSE,
        "state": {"enum": [state.value for state in ReturnState]},
        "revision": {"anyOf": [_revision(), {"type": "null"}]},
        "rows": {"type": "object", "additionalProperties": _COUNTS},
        "incomplete": {"type": "integer", "minimum": 0},
        "worst": {"type": "array", "items": worst},
        "lacking": _TEXTS,
        "notes": {"type": "array", "items": {"type": "string"}},
        **{name: _list(kind, name) for name, kind in parts.items()},
        "printed": {"anyOf": [_list(Naming, "printed"), {"type": "null"}]},
    }
    return _object(properties)


def _revision() -> dict[str, Any]:
    taken_back = Withdrawal.model_json_schema()
    properties = {
        "version": {"type": "integer", "minimum": 1},
        "changes": _list(EntityChange, "changes"),
        "withdrawal": {"anyOf": [taken_back, {"type": "null"}]},
    }
    return _object(properties)


def _checks() -> dict[str, Any]:
    completeness = _WHOSE | {"field": {"type": "string"}, "rows": {"type": "integer"}, "not_known": _COUNTS}
    estimate = TypeAdapter(FlagEstimate).json_schema()["properties"]
    properties = {
        "form": {"const": "clerestory-checks/1"},
        "findings": _list(Finding, "findings"),
        "completeness": {"type": "array", "items": _object(completeness)},
        "flag_audits": {"type": "array", "items": _object(_WHOSE | estimate)},
    }
    return _object(properties)


def _flag_audit() -> dict[str, Any]:
    yes_no = {"enum": ["Y", "N"]}
    size = {"type": "string", "pattern": r"^[1-9]\d{0,8}$"}
    forms = dict(zip(COLUMNS, ({"enum": list(FLAGS)}, yes_no, size, yes_no), strict=True))
    return {
        "description": "A row of flag-audit.csv: a record that was looked at; every value is text.",
        **_object(forms),
    }


def _list(kind: type, place: str) -> dict[str, Any]:
    template = f"#/properties/{place}/items/$defs/{{model}}"
    return {"type": "array", "items": TypeAdapter(kind).json_schema(ref_template=template)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
