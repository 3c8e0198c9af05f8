"""Reading a signed release in the hours before it is published: for the posts on its list, each time in the ledger."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import EarlyAccessError
from clerestory.ledger import Duty, Ledger
from clerestory.model.commission import EARLY_HOURS, EarlyReader
from clerestory.model.releases import folder_name
from clerestory.pipeline.acting import check_words
from clerestory.pipeline.stages.published import check_published, sealed_heads, signature_entries
from clerestory.publish import SEAL, verify_release
from clerestory.publish.signatures import public_key_of_text
from clerestory.study import Study, open_study

READ_EARLY = "release read before publication"


def read_early(root: Path, post: str, *, clock: Clock | None = None) -> Path:
    """Write into the ledger that a post reads the release that waits; gives the page to show.

    Raises
    ------
    EarlyAccessError
        If the post is not on the list of study.toml, or the release is not signed, or it is not in the last hours
        before its time.
    SignatureError
        If what waits is not what was signed.
    """
    study, now = open_study(root), clock or SystemClock()
    reader = _reader(study, post)
    with study.locked():
        ledger = Ledger(study.ledger, now, actor=reader.post)
        ledger.check(sealed=sealed_heads(study))
        check_published(study)
        _check_hours(study, now.now())
        place = _signed_place(study)
        ledger.append(
            READ_EARLY,
            why=check_words(reader.reason, "release.access, reason"),
            duty=Duty.CONSULTATION,
            detail={"release": place.name, "organisation": reader.organisation, "purpose": reader.purpose.value},
        )
    return place / "index.html"


def _reader(study: Study, post: str) -> EarlyReader:
    found = next((reader for reader in study.settings.release.access if reader.post == post), None)
    if found is None:
        raise EarlyAccessError(
            "the post that was named is not on the list",
            where="study.toml, [[release.access]]",
            remedy="Wait for the publication. The list is part of what gate release decides on.",
        )
    return found


def _check_hours(study: Study, now: dt.datetime) -> None:
    opens = study.settings.release.opens
    if not study.settings.is_embargoed or now >= opens:
        raise _refused(study, "the release needs no early reading", "Read it where everybody does, in releases/.")
    if opens - now > dt.timedelta(hours=EARLY_HOURS):
        what = f"it is not yet within {EARLY_HOURS} hours of the publication"
        raise _refused(study, what, "Ask again the day before.")


def _signed_place(study: Study) -> Path:
    place = study.waiting / folder_name(study.settings.release.date, study.settings.study.data)
    entry = signature_entries(study).get(place.name)
    if entry is None or not (place / SEAL).is_file():
        raise _refused(study, "the release is not signed", "Wait for the signature.")
    verify_release(place, public_key_of_text(str(entry.detail["public_key"])))
    return place


def _refused(study: Study, what: str, remedy: str) -> EarlyAccessError:
    return EarlyAccessError(what, where=str(study.root), remedy=remedy)
