"""What every stage of a run is given."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.clock import Clock
from clerestory.ledger import Ledger
from clerestory.model.rules import Preset
from clerestory.progress import Progress
from clerestory.study import Study


@dataclass(frozen=True)
class Work:
    """What every stage of a run needs."""

    study: Study
    preset: Preset
    ledger: Ledger
    progress: Progress
    clock: Clock


def inputs_hash(study: Study) -> str:
    """Give the keyed hash of every byte of every return."""
    files = sorted(path for path in study.returns.rglob("*") if path.is_file())
    parts: list[bytes] = []
    for path in files:
        parts += [path.relative_to(study.returns).as_posix().encode(), path.read_bytes()]
    return study.keyed_hash(*parts)
