"""Schemas of redaction: proposals, decisions, reviewers, the file of a case."""

from __future__ import annotations

from typing import Any

from clerestory.model.redaction.review import ProposalsForm, RedactionDecisions, ReviewAnswers, Reviewers
from clerestory.protect.text.patterns import PatternSettings
from clerestory.protect.text.pseudonyms import CaseForm


def redaction_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of redaction by name."""
    return {
        "redaction-proposals": ProposalsForm.model_json_schema(mode="serialization"),
        "redaction-decisions": RedactionDecisions.model_json_schema(),
        "redaction-answers": ReviewAnswers.model_json_schema(),
        "redaction-reviewers": Reviewers.model_json_schema(),
        "redaction-case": CaseForm.model_json_schema(),
        "redaction-patterns": PatternSettings.model_json_schema(),
    }
