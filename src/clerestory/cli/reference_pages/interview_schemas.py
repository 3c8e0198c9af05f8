"""Schemas of interviews: register, protocol, log, checks, and what may be printed."""

from __future__ import annotations

from typing import Any

from clerestory.interviews import coder_log, register
from clerestory.model.interviews.printed_forms import MatrixForm, QuoteBankForm, SaturationForm
from clerestory.model.interviews.protocol import Protocol
from clerestory.model.interviews.quotes import QuoteCheck
from clerestory.model.interviews.register import INTERVIEW_FORM, INVESTIGATION_FORM, NO_CASE, ConsentScope

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def interview_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of interviews by name."""
    return {
        "interview-register-row": _register_row(),
        "coder-log-row": _log_row(),
        "interview-protocol": Protocol.model_json_schema(),
        "quote-check": QuoteCheck.model_json_schema(),
        "interview-matrix": MatrixForm.model_json_schema(mode="serialization"),
        "interview-saturation": SaturationForm.model_json_schema(mode="serialization"),
        "quote-bank": QuoteBankForm.model_json_schema(mode="serialization"),
    }


def _register_row() -> dict[str, Any]:
    return _row(
        "A row of the register of interviews; every value is text.",
        {
            register.PSEUDONYM: _text(INTERVIEW_FORM),
            register.INVESTIGATION: _text(f"({INVESTIGATION_FORM}|{NO_CASE})?"),
            register.KIND: {"type": "string", "description": "A code of interview_kind."},
            register.SCOPE: {"enum": [scope.value for scope in ConsentScope]},
            register.GIVEN: _text(f"({_DAY})?"),
            register.WITHDRAWN: _text(f"({_DAY})?"),
            register.ETHICS: _text(register.ETHICS_FORM.replace(r"\w", "A-Za-z0-9_")),
        },
    )


def _log_row() -> dict[str, Any]:
    columns = {
        coder_log.CODER: _text(coder_log.CODER_FORM),
        coder_log.DAY: _text(_DAY),
        coder_log.MINUTES: _text(coder_log.MINUTES_FORM),
    }
    return _row("A stretch of coding; every value is text.", columns)


def _row(description: str, columns: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": columns,
        "required": list(columns),
        "additionalProperties": False,
    }


def _text(pattern: str) -> dict[str, str]:
    return {"type": "string", "pattern": f"^{pattern}$"}
