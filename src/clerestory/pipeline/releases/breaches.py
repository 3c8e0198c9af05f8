"""Records of breaches: opened by a recall, filled in by people, and watched until their 72 hours are answered."""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.clock import Clock, SystemClock
from clerestory.errors import RecallError
from clerestory.model.recalls import Answer, BreachRecord, Cause, RecallOrder, Recipient, band_of, deadline
from clerestory.pipeline.releases.notices import recall_again
from clerestory.pipeline.releases.recalled import recalled_releases, taken_off
from clerestory.share.toml_text import toml_text
from clerestory.study import Study, open_study
from clerestory.study.writing import write_secret


@dataclass(frozen=True)
class BreachStatus:
    """Where a record of a breach stands.

    Attributes
    ----------
    record : BreachRecord
    hours_left : float
        Of the 72; below 0 once they are over.
    open_points : tuple of str
        What nobody decided or did yet.
    """

    record: BreachRecord
    hours_left: float
    open_points: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Whether the 72 hours are over, and the question of the report is still open."""
        waits = self.record.report is Answer.UNDECIDED or (
            self.record.report is Answer.YES and self.record.reported is None
        )
        return waits and self.hours_left < 0


def recall_status(root: Path, *, clock: Clock | None = None) -> tuple[BreachStatus, ...]:
    """Say where each record of a breach of a study stands, by release.

    Raises
    ------
    RecallError
        If a record cannot be read, or says what cannot be; or a release was taken off and has none.
    """
    study, now = open_study(root), (clock or SystemClock()).now()
    there = sorted(study.breaches.glob("*.toml"))
    _check_recorded(study, {path.stem for path in there})
    return tuple(_status(read_breach(path), now) for path in there)


def _check_recorded(study: Study, recorded: set[str]) -> None:
    """Check that no release was recalled, or taken off while a run was at work, without a record: its hours run."""
    off = {*recalled_releases(study), *(folder.name for folder in taken_off(study))}
    if lost := sorted(off - recorded):
        raise RecallError(
            "was taken off, and there is no record of the breach that it may be",
            where=str(study.breaches / f"{lost[0]}.toml"),
            remedy=recall_again(lost[0]),
        )


def _status(record: BreachRecord, now: dt.datetime) -> BreachStatus:
    tenths = (record.report_by - now) // dt.timedelta(minutes=6)  # rounded down: never more than there is
    return BreachStatus(record, tenths / 10, record.open_points())


def read_breach(path: Path) -> BreachRecord:
    """Read a record of a breach.

    Raises
    ------
    RecallError
        If it has not the form of one.
    """
    try:
        return BreachRecord.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        what = first["msg"].removeprefix("Value error, ")
        raise _unreadable(path, f"{place}: {what}" if place else what) from None
    except (OSError, ValueError):
        raise _unreadable(path, "is not TOML in UTF-8") from None


def open_breach(study: Study, order: RecallOrder, release: Path, recipients: tuple[Recipient, ...]) -> Path:
    """Write the record of a breach that a recall opens, unless it is there; gives its place."""
    path = study.breaches / f"{order.release}.toml"
    if not path.exists():
        data = study.settings.study.data
        write_secret(path, toml_text(_opened(study, order, release, recipients), mark=data.mark or "CONFIDENTIAL"))
    return path


def _opened(study: Study, order: RecallOrder, release: Path, recipients: tuple[Recipient, ...]) -> BreachRecord:
    counted = sorted({request.count for request in study.settings.tables})
    return BreachRecord(
        form="clerestory-breach/1",
        release=order.release,
        recalled=order.recalled,
        aware=order.aware,
        report_by=deadline(order.aware),
        ordered_by=_post(study, order.person),
        cause=order.cause,
        reason=order.reason,
        nature=_NATURES[order.cause],
        people=f"To be confirmed: people behind what the tables count ({', '.join(counted)})",
        people_band=f"{band_of(_most(release))}, by the largest number that it printed; to be confirmed",
        records=f"Statistics and text in the files of the release {order.release}",
        contact=f"Data protection officer of {study.settings.study.publisher}",
        consequences="To be assessed: whether somebody can be recognised, and what that would mean for them",
        measures=(
            f"{order.recalled.isoformat()}: taken off the site, and kept sealed in vault/recalled",
            "A notice in its place asks everybody to delete copies",
        ),
        report=Answer.UNDECIDED,
        tell_people=Answer.UNDECIDED,
        recipients=recipients,
    )


_NATURES = {
    Cause.DISCLOSURE: "Confidentiality: more may have been published than was decided",
    Cause.LIVE_CASE: "Confidentiality: something of a live case may have been published",
    Cause.WRONG: "Accuracy: figures may mislead; to be confirmed whether personal data are concerned",
    Cause.LAW: "To be confirmed: the law, a court or the police asked for the recall",
}


def _post(study: Study, person: str) -> str:
    return next((known.post for known in study.settings.people if known.id == person), person)


def _most(release: Path) -> int | None:
    """Give the largest count that the tables of a release print; at least as many people were counted."""
    counts = [int(count) for path in sorted((release / "tables").glob("*.csv")) for count in _counts(path)]
    return max(counts, default=None)


def _counts(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row["count"] for row in csv.DictReader(file) if (row.get("count") or "").isdigit()]


def _unreadable(path: Path, what: str) -> RecallError:
    return RecallError(what, where=str(path), remedy="docs/reference/recall.md has the form of a record.")
