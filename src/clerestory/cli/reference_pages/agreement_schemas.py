"""Schemas of agreement: a row of codings in its long form, and the answer."""

from __future__ import annotations

from typing import Any

from clerestory.analyse.agreement.reading import CODER, LONG, UNIT, VALUE
from clerestory.analyse.agreement.values import BETWEEN, LONGEST
from clerestory.model.findings.agreement_form import AgreementForm


def agreement_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of agreement by name."""
    return {"agreement": AgreementForm.model_json_schema(mode="serialization"), "codings-row": _codings_row()}


def _codings_row() -> dict[str, Any]:
    code = f"[^{BETWEEN}]{{0,{LONGEST}}}"
    filled = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "description": "A row of codings in their long form; every value is text, and an empty one is missing.",
        "properties": {
            UNIT: filled,
            CODER: filled,
            VALUE: {"type": "string", "pattern": f"^{code}({BETWEEN}{code})*$"},
        },
        "required": list(LONG),
        "additionalProperties": False,
    }
