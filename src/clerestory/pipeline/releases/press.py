"""The press notice of a study's release, with the time until which it may not be told where it waits."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import ReleaseError
from clerestory.model.calendar import date_text
from clerestory.pipeline.consulting import verify_study_ledger
from clerestory.pipeline.releases.noting import PRESS_MADE, note_made
from clerestory.pipeline.releases.waiting import signed_release, waiting_place
from clerestory.publish import SEAL
from clerestory.publish.packs import open_release
from clerestory.publish.press import press_files
from clerestory.study import Study, open_study
from clerestory.study.outgoing import check_outgoing
from clerestory.study.press import read_press
from clerestory.study.writing import partial_folder


def write_press_notice(root: Path, folder: Path) -> tuple[Path, ...]:
    """Write the press notice of the release that study.toml dates, into a new folder.

    Parameters
    ----------
    root : Path
        The study folder.
    folder : Path
        Where the notice goes; it may not exist yet, nor lie where the study keeps its own.

    Returns
    -------
    tuple of Path
        The files: a page, plain text, and the style of the page.

    Raises
    ------
    ReleaseError
        If the folder exists or is the study's own, the release is neither signed nor in its place, or is
        not what its manifest says.
    LedgerError, SignatureError
        If the ledger does not hold, or the release is not the one that it says was signed.
    StudyError
        If ``press.toml`` has not its form.
    StudyBusyError
        If a run is at work on the study: its ledger is to say that the notice is made.
    """
    study = open_study(root)
    check_outgoing(folder, ReleaseError)
    verify_study_ledger(root)
    place, opens = _release_of(study)
    files = press_files(open_release(place), read_press(study), opens=opens, address=study.settings.release.site or "")
    note_made(study, PRESS_MADE, place.name)
    building = partial_folder(folder)
    for name, data in files.items():
        (building / name).write_bytes(data)
    building.rename(folder)
    return tuple(folder / name for name in files)


def _release_of(study: Study) -> tuple[Path, str]:
    """Give the release, and the words of when it opens; none where it is in its place."""
    waiting, release = waiting_place(study), study.settings.release
    final = study.releases / waiting.name
    if (final / SEAL).is_file():
        return final, ""
    if signed_release(study):
        return waiting, f"{release.time:%H:%M} on {date_text(release.date)}"
    raise ReleaseError(
        "is neither signed nor in its place",
        where=str(final),
        remedy="Run the study, and have the release signed: a press notice is made of what will be published.",
    )
