"""Reading a signed release in the hours before it is published: for the posts on its list, each time in the ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import EarlyAccessError
from clerestory.ledger import Duty, Entry, Ledger
from clerestory.model.commission import EARLY_HOURS, EarlyReader
from clerestory.pipeline.acting import check_words
from clerestory.pipeline.releases.waiting import signed_release, waiting_place
from clerestory.pipeline.stages.published import check_published, sealed_heads
from clerestory.study import Study, open_study

READ_EARLY = "release read before publication"


def read_early(root: Path, post: str, *, clock: Clock | None = None) -> Path:
    """Write into the ledger that a post reads the release that waits; gives the page to show.

    Raises
    ------
    EarlyAccessError
        If the post is not on the list, or no signed release waits, or it is not in the last hours
        before its time.
    SignatureError, LedgerError
        If what waits is not what was signed, or not what was signed last.
    """
    study, now = open_study(root), clock or SystemClock()
    with study.locked():
        ledger = Ledger(study.ledger, now, actor=post)
        ledger.check(sealed=sealed_heads(study))
        check_published(study)
        place, entry = _signed_place(study)
        _check_hours(place, entry, now.now())
        reader = _reader(entry, post)
        ledger.append(
            READ_EARLY,
            why=check_words(reader.reason, "release.access, reason"),
            duty=Duty.CONSULTATION,
            detail={"release": place.name, "organisation": reader.organisation, "purpose": reader.purpose.value},
        )
    return place / "index.html"


def _signed_place(study: Study) -> tuple[Path, Entry]:
    """Give where the signed release waits, with the entry of its signature."""
    place, entry = waiting_place(study), signed_release(study)
    if entry is None:
        raise _refused(place, "no signed release waits there", "Wait for the signature, or for the publication.")
    return place, entry


def _check_hours(place: Path, entry: Entry, now: dt.datetime) -> None:
    said = entry.detail.get("opens")  # a release without an embargo has none
    opens = dt.datetime.fromisoformat(said) if said else now
    if now >= opens:
        raise _refused(place, "its time has come", "Run the study, and read it where everybody does, in releases/.")
    if opens - now > dt.timedelta(hours=EARLY_HOURS):
        what = f"it is not yet within {EARLY_HOURS} hours of the publication"
        raise _refused(place, what, "Ask again the day before.")


def _reader(entry: Entry, post: str) -> EarlyReader:
    """Give the post as the list had it when the release was signed; what study.toml says since does not count."""
    for said in entry.detail["early"]:
        reader = EarlyReader.model_validate(said)
        if reader.post == post:
            return reader
    raise EarlyAccessError(
        "the post that was named is not on the list that was signed",
        where=f"entry {entry.seq} of the ledger",
        remedy="Wait for the publication. The list is part of what gate release decides on.",
    )


def _refused(place: Path, what: str, remedy: str) -> EarlyAccessError:
    return EarlyAccessError(what, where=str(place), remedy=remedy)
