"""What every stage of a run is given."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.clock import Clock
from clerestory.ledger import Ledger
from clerestory.model.rules import Preset
from clerestory.pipeline.releases.signer import Signer
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
    signer: Signer | None = None
