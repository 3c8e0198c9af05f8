"""The register as files: CSV for people, JSON for machines and for the release after."""

from __future__ import annotations

import json
from collections.abc import Sequence

from clerestory.model.commission import DataKind
from clerestory.model.releases import Register, Withheld
from clerestory.publish.csv_files import csv_text

_COLUMNS = (
    "id", "key", "output", "extent", "cells_withheld", "cells_in_table", "reason", "law", "public_interest",
    "decided_by", "review_by", "since",
)  # fmt: skip


def register_csv(entries: Sequence[Withheld], data: DataKind) -> str:
    """Give the register, one entry a row."""
    return csv_text([*_COLUMNS, "data"], [[*_row(entry), data.value] for entry in entries])


def _row(entry: Withheld) -> list[object]:
    values = {**entry.model_dump(mode="json"), "decided_by": "; ".join(entry.decided_by)}
    return ["" if values[name] is None else values[name] for name in _COLUMNS]


def register_json(register: Register) -> str:
    """Give the register with what came out, as the release after reads it."""
    return (
        json.dumps(register.model_dump(mode="json", exclude_none=True), sort_keys=True, indent=2, ensure_ascii=False)
        + "\n"
    )
