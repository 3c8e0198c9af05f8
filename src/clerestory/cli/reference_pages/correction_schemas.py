"""Schemas of what comes after a release: corrections, recalls, and records of breaches."""

from __future__ import annotations

from typing import Any

from clerestory.model.corrections import Corrections
from clerestory.model.recalls import BreachRecord, RecallNotice, RecallOrder


def correction_schemas() -> dict[str, dict[str, Any]]:
    """Give the schemas of corrections and recalls by name."""
    return {
        "corrections": Corrections.model_json_schema(mode="serialization"),
        "recall": RecallNotice.model_json_schema(mode="serialization"),
        "recall-order": RecallOrder.model_json_schema(mode="serialization"),
        "breach": BreachRecord.model_json_schema(),
    }
