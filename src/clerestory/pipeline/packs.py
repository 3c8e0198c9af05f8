"""Audience packs: made of a release that holds, and of nothing else of a study."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import PackError
from clerestory.model.packs import PackManifest, PackRequest
from clerestory.pipeline.consulting import verify_study_ledger
from clerestory.publish.packs import open_release, pack_files, write_pack
from clerestory.publish.release import MANIFEST
from clerestory.study.writing import PARTIAL, partial_folder


def build_pack(source: Path, folder: Path, request: PackRequest, *, release: str = "") -> PackManifest:
    """Make a pack for an audience.

    Parameters
    ----------
    source : Path
        A study, whose ledger has to vouch for the release; or a folder of a release alone, whose manifest and seal
        then tell damage but no forgery.
    folder : Path
        Where the pack goes; it may not exist yet.
    release : str
        Name of a folder under ``releases/`` of the study; the last one if left out.

    Raises
    ------
    ReleaseError
        If the release is not what its manifest and seal say.
    LedgerError
        If the ledger of the study does not hold, or knows another release.
    PackError
        If there is no release or the folder exists, or as ``publish.packs.pack_files`` has it.
    """
    if folder.exists() or folder.is_symlink():
        raise PackError("exists already", where=str(folder), remedy="Name a new folder: a pack is never overwritten.")
    files = pack_files(open_release(_release_of(source, release)), request)
    building = partial_folder(folder)
    manifest = write_pack(files, building)
    building.rename(folder)
    return manifest


def _release_of(source: Path, release: str) -> Path:
    """Give the release that a pack is of; one of a study is held against its ledger first."""
    if (source / MANIFEST).is_file() and not release:
        return source
    there = sorted(path.name for path in (source / "releases").glob("*") if not path.name.startswith(PARTIAL))
    if not there:
        raise PackError(
            "is no release and has none", where=str(source), remedy="Name a study that was published, or a release."
        )
    if release and release not in there:
        raise PackError("there is no such release", where="--release", remedy=f"Name one of {', '.join(there)}.")
    verify_study_ledger(source)
    return source / "releases" / (release or there[-1])
