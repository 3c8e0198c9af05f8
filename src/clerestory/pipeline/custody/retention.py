"""By which day each dataset of a study is destroyed, and which are overdue (rule D11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clerestory.model.retention import Dataset
from clerestory.pipeline.custody.sharing import destroy_by_of
from clerestory.pipeline.stages.work import Work
from clerestory.share.erasing import Scope, places_of
from clerestory.study import Study, open_study

_BY_RECORD = (Dataset.RETURNS, Dataset.CASES, Dataset.ENCODINGS)  # what a giver's record of sharing is about


@dataclass(frozen=True)
class Retained:
    """A dataset that is there, or a giver's part of it, and the day by which it is destroyed."""

    scope: Scope
    destroy_by: dt.date | None
    reason: str
    source: str  # the file that sets the day

    def overdue(self, on: dt.date) -> bool:
        """Whether its day is over."""
        return self.destroy_by is not None and self.destroy_by < on

    def as_json(self, on: dt.date) -> dict[str, str | bool | None]:
        """Give it as plain JSON values."""
        return {
            "dataset": self.scope.dataset.value,
            "provider": self.scope.provider or None,
            "destroy_by": self.destroy_by.isoformat() if self.destroy_by else None,
            "reason": self.reason,
            "source": self.source,
            "overdue": self.overdue(on),
        }


def retained(root: Path) -> tuple[Retained, ...]:
    """List the datasets of a study that are there, with the day by which each is destroyed.

    Raises
    ------
    StudyError
        If the study cannot be opened.
    SharingError
        If a record of sharing has not its form.
    """
    return retained_of(open_study(root))


def retained_of(study: Study) -> tuple[Retained, ...]:
    """Do what ``retained`` does for a study that is open."""
    return tuple(_retained(study))


def _retained(study: Study) -> Iterator[Retained]:
    for dataset in Dataset:
        if _is_there(study, Scope(dataset)):
            said = study.settings.retention.of(dataset)
            day, reason = (said.destroy_by, said.reason) if said else (None, "no day is set")
            yield Retained(Scope(dataset), day, reason, f"study.toml, [retention.{dataset.value}]")
    for giver, day in destroy_by_of(study).items():
        for scope in (Scope(dataset, giver) for dataset in _BY_RECORD):
            if _is_there(study, scope):
                yield Retained(scope, day, "the record of sharing", f"sharing/{giver}.toml")


def _is_there(study: Study, scope: Scope) -> bool:
    there = places_of(study, scope)
    if scope.dataset is Dataset.CASES:  # erasing them takes what was sent along; what was sent alone is no case yet
        there = tuple(path for path in there if path.is_relative_to(study.kept) or path == study.vault / "cases")
    return any(path.is_file() or any(inner.is_file() for inner in path.rglob("*")) for path in there)


def overdue(study: Study, on: dt.date) -> tuple[Retained, ...]:
    """Give the datasets whose day is over."""
    return tuple(one for one in retained_of(study) if one.overdue(on))


def overdue_now(work: Work) -> tuple[str, ...]:
    """Warn of datasets whose day is over, a line for each, and say in the ledger that they are."""
    late = overdue(work.study, work.clock.now().date())
    if late:
        named = [{"dataset": one.scope.name, "destroy_by": str(one.destroy_by)} for one in late]
        work.ledger.append("data overdue for erasure", why="rule D11", detail={"overdue": named})
    return tuple(
        f"overdue: {one.scope.name} should have been destroyed by {one.destroy_by} ({one.source}); "
        "`clerestory share erase` does it"
        for one in late
    )
