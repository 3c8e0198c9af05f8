"""What is made of a release for somebody, written into the ledger first, so that a recall finds who has it."""

from __future__ import annotations

from clerestory.clock import Clock, SystemClock
from clerestory.ledger import Duty, Ledger
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.study import Study

PACK_MADE, PRESS_MADE = "pack made", "press notice made"


def note_made(
    study: Study, event: str, release: str, *, detail: dict[str, str] | None = None, clock: Clock | None = None
) -> None:
    """Write into the ledger of a study that something is made of a release.

    Raises
    ------
    StudyBusyError
        If a run is at work on the study.
    LedgerError
        If the ledger does not hold.
    """
    with study.locked():
        ledger = Ledger(study.ledger, clock or SystemClock())
        ledger.check(sealed=sealed_heads(study))
        ledger.append(event, why="asked for", duty=Duty.DISCLOSURE, detail={"release": release, **(detail or {})})
