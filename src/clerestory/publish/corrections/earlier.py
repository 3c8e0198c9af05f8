"""The release that is corrected, read from its own files alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.model.corrections import Corrections

CORRECTIONS = "corrections"


@dataclass(frozen=True)
class CorrectedRelease:
    """An earlier release: its day and its files by name."""

    date: dt.date
    folder: str
    files: Mapping[str, bytes]


def told_of(release: Path) -> tuple[str, ...]:
    """Give who was told of a correction that a release made; of a release that is none, nobody."""
    told: dict[str, None] = {}
    for path in sorted(release.glob(f"*{CORRECTIONS}.json")):
        try:
            parts = Corrections.model_validate_json(path.read_bytes()).parts
        except ValidationError:
            continue  # a recall waits for nothing: the record says to confirm who had it
        told |= dict.fromkeys(who for part in parts for who in part.told)
    return tuple(told)
