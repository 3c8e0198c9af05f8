"""Releases that were recalled, as vault, notices and ledger say; what is half done stops everything but the recall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from clerestory.errors import RecallError
from clerestory.ledger import Entry, entries_of
from clerestory.pipeline.releases.notices import has_notice_alone, read_notice, recall_again
from clerestory.publish import MANIFEST
from clerestory.publish.recalls import RECALL
from clerestory.study import Study

RECALLED = "release recalled"


def recalled_releases(study: Study) -> Mapping[str, Entry]:
    """Give the entry of each recall that is finished, by the name of the release."""
    return {str(entry.detail["release"]): entry for entry in entries_of(study.ledger, RECALLED)}


def taken_off(study: Study) -> Iterator[Path]:
    """Yield the folders of releases that were taken off; what was put back by hand (``<name>.2``) is none of them."""
    there = sorted(study.recalled.iterdir()) if study.recalled.is_dir() else []
    return (path for path in there if path.is_dir() and "." not in path.name)


def is_notice(folder: Path) -> bool:
    """Say whether a folder under ``releases/`` has the notice of a recall, and no release."""
    return (folder / RECALL).is_file() and not (folder / MANIFEST).exists()


def check_recalls(study: Study) -> None:
    """Check that every recall is finished, and that what was recalled is not back in its place.

    Raises
    ------
    RecallError
        If one was interrupted, its notice is missing or another, or something lies beside it, as its bytes.
    """
    finished = recalled_releases(study)
    for name in sorted({*finished, *(folder.name for folder in taken_off(study))}):
        if name not in finished:
            raise _unfinished(study.releases / name, "is taken off, and its recall is not finished")
        _check_notice(study.releases / name, finished[name])


def _check_notice(place: Path, entry: Entry) -> None:
    """Check that the notice says what the ledger does of its recall, and that nothing lies beside it."""
    if not is_notice(place):
        is_back = (place / MANIFEST).exists()
        what = "was recalled, and is here again" if is_back else "was recalled, and the notice of it is missing"
        raise _unfinished(place, what)
    if not has_notice_alone(place):
        raise _unfinished(place, "was recalled, and here is more than the notice of it")
    notice = read_notice(place)
    said = {"release": notice.release, "cause": notice.cause.value, "recalled": notice.recalled.isoformat()}
    if said != entry.detail or notice.why != notice.cause.sentence:
        raise _unfinished(place, f"was recalled, and its notice says otherwise than entry {entry.seq} of the ledger")


def check_not_recalled(study: Study, name: str) -> None:
    """Check that a release of this name may be published: a recalled one never comes back.

    Raises
    ------
    RecallError
        If one was recalled.
    """
    if name in recalled_releases(study) or is_notice(study.releases / name):
        raise RecallError(
            "a release of this date was recalled, and does not come back",
            where=str(study.releases / name),
            remedy="Mend what was wrong, and set another date in study.toml.",
        )


def _unfinished(place: Path, what: str) -> RecallError:
    return RecallError(what, where=str(place), remedy=recall_again(place.name))
