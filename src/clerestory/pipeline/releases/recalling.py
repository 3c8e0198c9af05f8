"""Recalling a release: its bytes leave the site first and wait for nothing; notice, record and ledger follow.

Interrupted at any point it is finished by the same command: each step sees whether it is done.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from clerestory.clock import Clock, SystemClock
from clerestory.errors import RecallError, StudyBusyError
from clerestory.ledger import Ledger
from clerestory.model.canonical import pretty_json
from clerestory.model.recalls import Cause, RecallOrder, Recipient, deadline
from clerestory.pipeline.acting import check_actor, check_words
from clerestory.pipeline.releases.breaches import open_breach, read_breach
from clerestory.pipeline.releases.notices import has_notice_alone, put_notice
from clerestory.pipeline.releases.recalled import RECALLED, recalled_releases
from clerestory.pipeline.releases.recipients import recipients_of
from clerestory.pipeline.releases.site import write_site
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.study import Study, open_study
from clerestory.study.writing import make_secret, write_secret


@dataclass(frozen=True)
class Recalled:
    """What a recall did: the page in the release's place, the record of the breach, who had the release, the deadline.

    Attributes
    ----------
    notice, breach : Path
    recipients : tuple of Recipient
    report_by : datetime
        Of the report to the Information Commissioner, in UTC.
    """

    notice: Path
    breach: Path
    recipients: tuple[Recipient, ...]
    report_by: dt.datetime


def recall(
    root: Path,
    release: str,
    *,
    reason: str,
    person: str,
    cause: Cause = Cause.DISCLOSURE,
    aware: dt.datetime | None = None,
    clock: Clock | None = None,
) -> Recalled:
    """Take a release off the site at once, leave a notice, list who had it and open the record of a breach.

    Parameters
    ----------
    root : Path
        The study folder.
    release : str
        Name of the folder under ``releases/``.
    reason : str
        Why, in a sentence that names nobody; for the ledger and the record, never for the notice.
    person : str
        Id or post in study.toml of who has it recalled.
    cause : Cause
        What the public is told, in the same words for every release.
    aware : datetime, optional
        When the controller became aware, with its time zone; now if left out. The 72 hours run from then.

    Raises
    ------
    EntryError
        If the reason may not stand in the ledger, or nobody has that id or post; then nothing was done.
    RecallError
        If there is no such release, or it is not known yet at the time that ``aware`` gives.
    StudyBusyError
        If a run is at work: the release is off and the notice is there, and the rest waits for the same command.
    LedgerError
        If the ledger does not hold; release, notice and record are as in ``StudyBusyError``.
    """
    study, now = open_study(root), (clock or SystemClock()).now()
    asked = RecallOrder(
        form="clerestory-recall-order/1",
        release=_checked_name(study, release),
        person=check_actor(study.settings, person),
        reason=check_words(reason, "--reason"),
        cause=cause,
        aware=_checked_moment(aware or now, now),
        recalled=now,
    )
    _take_off(study, asked.release)
    order = _first_order(study, asked)
    put_notice(study, order.release, order.cause, recalled=order.recalled)
    try:
        with study.locked():
            return _finish(study, order, clock or SystemClock())
    except StudyBusyError:
        write_site(study)
        raise StudyBusyError(
            f"{order.release} is off the site, with a notice in its place; a run is at work, so ledger and record wait",
            where=str(study.root),
            remedy=f"Give the same command again when it has ended; report by {deadline(order.aware).isoformat()}.",
        ) from None


def _checked_name(study: Study, release: str) -> str:
    name = Path(release).name
    is_named = name[:1].isdigit() and "." not in name  # one with a dot was put back by hand, and is none
    if is_named and ((study.releases / name).is_dir() or (study.recalled / name).is_dir()):
        return name
    if is_named and (study.waiting / name).is_dir():
        raise RecallError(
            "is not out yet, so there is nothing to recall",
            where=str(study.waiting / name),
            remedy="Remove this folder and run the study: then no copy comes out either. Who read it is in the ledger.",
        )
    raise RecallError(
        "there is no release of this name",
        where=str(study.releases),
        remedy="Name a folder under releases/, such as 2026-11-26.",
    )


def _checked_moment(aware: dt.datetime, now: dt.datetime) -> dt.datetime:
    if aware > now:
        raise RecallError("is in the future", where="--aware", remedy="Give the moment when it became known.")
    return aware


def _take_off(study: Study, name: str) -> None:
    """Move a release into the vault in one step, then take every right to change it; the lock is not waited for."""
    place = study.releases / name
    if place.is_dir() and not has_notice_alone(place):
        make_secret(study.recalled)
        place.rename(_free(study.recalled / name))
    for folder in (study.recalled / name, *study.recalled.glob(f"{name}.[0-9]*")):
        for kept in (folder, *folder.rglob("*")):
            if not kept.is_symlink():
                kept.chmod(0o500 if kept.is_dir() else 0o400)


def _free(path: Path) -> Path:
    """Give a name that is free: what was put back by hand is kept as well."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}.{number}")
    return free


def _first_order(study: Study, asked: RecallOrder) -> RecallOrder:
    """Give the order that the release was first recalled by; kept, so that a later command changes no moment of it."""
    path = study.recalled / f"{asked.release}.json"
    if not path.exists():
        write_secret(path, pretty_json(asked.model_dump(mode="json")))
    try:
        return RecallOrder.model_validate_json(path.read_bytes())
    except ValidationError:
        raise RecallError(
            "has not the form of an order", where=str(path), remedy="Remove it, and give the command again."
        ) from None


def _finish(study: Study, order: RecallOrder, clock: Clock) -> Recalled:
    """Do what the ledger's lock is for; the record comes before the entry, so that a broken ledger keeps none away."""
    release = study.recalled / order.release
    had = recipients_of(study, order.release, release, until=order.recalled)
    breach = open_breach(study, order, release, had)
    ledger = Ledger(study.ledger, clock, actor=order.person)
    ledger.check(sealed=sealed_heads(study))
    if order.release not in recalled_releases(study):
        detail = {"release": order.release, "cause": order.cause.value, "recalled": order.recalled.isoformat()}
        ledger.append(RECALLED, why=order.reason, detail=detail)
    write_site(study)
    notice = study.releases / order.release / "index.html"
    return Recalled(notice, breach, read_breach(breach).recipients, deadline(order.aware))
