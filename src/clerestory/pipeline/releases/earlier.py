"""The release before: what it withheld, read from its files as anybody can, once they are what its manifest says."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from clerestory.errors import CorrectionError
from clerestory.model.releases import Register, folder_name
from clerestory.pipeline.releases.recalled import is_notice
from clerestory.pipeline.stages.published import release_folders
from clerestory.publish.corrections import CorrectedRelease
from clerestory.publish.packs import open_release
from clerestory.publish.register import NO_RELEASE, REGISTER, EarlierRegister
from clerestory.publish.release.building import MANIFEST
from clerestory.study import Study


def register_before(study: Study, day: dt.date) -> EarlierRegister:
    """Give the register of the last release before a day; of none, or of one that had no such file, an empty one.

    Raises
    ------
    ReleaseError
        If that release is not what its manifest says, or its register has not its form.
    """
    folder = last_release(study, before=day)
    if folder is None:
        return NO_RELEASE
    register = open_release(folder).formed(REGISTER, Register)
    if register is None:
        return NO_RELEASE
    return EarlierRegister(register.release, register.withheld)


def corrected_release(study: Study) -> CorrectedRelease | None:
    """Give the release that study.toml says is corrected; None where it says so of none.

    Raises
    ------
    CorrectionError
        If it is not there, or was recalled: what is unsafe is not shown again beside what takes its place.
    ReleaseError
        If it is not what its manifest says.
    """
    day = study.settings.release.corrects
    if day is None:
        return None
    place = study.releases / folder_name(day, study.settings.study.data)
    if is_notice(place) or not (place / MANIFEST).is_file():
        raise CorrectionError(
            "was recalled, and its numbers are not shown again" if is_notice(place) else "is no release",
            where=str(place),
            remedy="Leave corrects out of study.toml, or name the day of a release that is in its place.",
        )
    release = open_release(place)
    files = {file.path: release.read(file.path) for file in release.manifest.files}
    return CorrectedRelease(day, place.name, files)


def last_release(study: Study, *, before: dt.date) -> Path | None:
    """Give the folder of the last release that is dated before a day and is there with its manifest."""
    until = folder_name(before, study.settings.study.data)
    there = [path for path in release_folders(study) if path.name[:1].isdigit() and (path / MANIFEST).is_file()]
    return max((path for path in there if path.name < until), key=lambda path: path.name, default=None)
