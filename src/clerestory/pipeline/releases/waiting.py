"""Where releases wait under the desk: a folder that only its owner enters, and what the ledger says is signed there."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from clerestory.errors import ReleaseError
from clerestory.ledger import Entry
from clerestory.model.releases import folder_name
from clerestory.pipeline.stages.published import check_sealed, signature_entries
from clerestory.publish import SEAL, verify_release
from clerestory.publish.signatures import public_key_of_text
from clerestory.study import Study
from clerestory.study.writing import partial_folder

_OWNERS = 0o700


def new_release_folder(study: Study, name: str) -> Path:
    """Give an empty folder beside where releases wait, which only their owner enters.

    Raises
    ------
    ReleaseError
        If somebody else put that place there, who could read before the public does.
    """
    study.desk.mkdir(exist_ok=True)
    with suppress(FileExistsError):  # whatever it is
        study.waiting.mkdir(mode=_OWNERS)
    there = study.waiting.lstat()
    if not stat.S_ISDIR(there.st_mode) or there.st_uid != os.geteuid():
        raise ReleaseError(
            "is a link or a file, or another user's: others could read what waits there",
            where=str(study.waiting),
            remedy="Remove it; the next run makes it anew.",
        )
    study.waiting.chmod(_OWNERS)
    return partial_folder(study.waiting / name)


def waiting_place(study: Study) -> Path:
    """Give where the release that study.toml dates waits, whether or not it does."""
    return study.waiting / folder_name(study.settings.release.date, study.settings.study.data)


def signed_release(study: Study) -> Entry | None:
    """Give the entry of the signature of the release that waits, in a ledger that was verified; None where none is.

    Raises
    ------
    ReleaseError, SignatureError, LedgerError
        If what waits is not what was signed last.
    """
    place = waiting_place(study)
    entry = signature_entries(study).get(place.name)
    if entry is None or not (place / SEAL).is_file():
        return None
    check_sealed(place, entry)
    verify_release(place, public_key_of_text(str(entry.detail["public_key"])))
    return entry
