"""What is withheld and due: its day is over or near, or the hold on its case is gone (rule P6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.ledger import PROGRAM
from clerestory.model.calendar import NOTICE_DAYS
from clerestory.pipeline.consulting import consulted
from clerestory.pipeline.live_cases.known_cases import hold_in_study, holds_of_study
from clerestory.pipeline.releases.earlier import register_before
from clerestory.pipeline.stages.texts import read_texts
from clerestory.pipeline.stages.work import Work
from clerestory.study import Study, open_study


@dataclass(frozen=True)
class Due:
    """Something withheld that somebody has to look at.

    Attributes
    ----------
    key : str
        As the register of the last release has it; of a text its id, which stays inside the vault.
    output : str
    why : str
        In words.
    is_over : bool
        Whether it should be done already.
    """

    key: str
    output: str
    why: str
    is_over: bool

    def as_json(self) -> dict[str, str | bool]:
        """Give it as plain JSON values."""
        return {"key": self.key, "output": self.output, "why": self.why, "is_over": self.is_over}


def withheld_due(
    root: Path, *, on: dt.date | None = None, clock: Clock | None = None, actor: str = PROGRAM
) -> tuple[Due, ...]:
    """List what the last release withheld and is due, and case texts that were held and may be told now.

    Parameters
    ----------
    root : Path
        The study folder; holds are computed from the cases in its vault, so the ledger has it as a consultation.
    on : date, optional
        The day to judge by; the clock's if left out.
    actor : str
        Who asks, for the ledger.

    Raises
    ------
    StudyError
        If the study cannot be opened.
    ReleaseError
        If the last release is not what its manifest says.
    EntryError, LedgerError
        If the consultation cannot be written into the ledger.
    """
    study = open_study(root)
    clock = clock or SystemClock()
    day = on or clock.now().date()
    if study.settings.texts and study.ledger.exists():
        consulted(study, who=actor, why="review of what is withheld", what="stages of investigations", clock=clock)
    return (*_of_register(study, day), *_of_texts(study, day))


def overdue_lines(work: Work) -> tuple[str, ...]:
    """Warn, a line for each, of what is withheld and should have been looked at again by now."""
    over = [due for due in _of_register(work.study, work.clock.now().date()) if due.is_over]
    return tuple(f"withheld: {due.output}: {due.why}" for due in over)


def _of_register(study: Study, day: dt.date) -> Iterator[Due]:
    for entry in register_before(study, day + dt.timedelta(days=1)).withheld:
        if entry.review_by < day:
            yield Due(entry.key, entry.output, f"was to be looked at again by {entry.review_by}", is_over=True)
        elif (entry.review_by - day).days <= NOTICE_DAYS:
            yield Due(entry.key, entry.output, f"is to be looked at again by {entry.review_by}", is_over=False)


def _of_texts(study: Study, day: dt.date) -> Iterator[Due]:
    """Yield texts that were held at the last protect, and whose cases may be spoken of on a day."""
    if not study.settings.texts or not (study.vault / "protected" / "texts.json").exists():
        return
    held = {text.id for text in read_texts(study, study.vault / "protected") if text.is_held}
    holds = holds_of_study(study, day)
    for asked in study.settings.texts:
        if asked.id in held and hold_in_study(study, asked.investigation, holds, day=day).may_be_spoken_of:
            told = "was held, and its case may be told now: run the study again, and decide on the new draft"
            yield Due(asked.id, f"the case text {asked.id}", told, is_over=True)
