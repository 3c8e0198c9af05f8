"""Audience packs: made of a release that holds, and of nothing else of a study."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from clerestory.clock import Clock
from clerestory.errors import PackError
from clerestory.model.lessons.packs import PackManifest, PackRequest
from clerestory.pipeline.consulting import verify_study_ledger
from clerestory.pipeline.releases.noting import PACK_MADE, note_made
from clerestory.pipeline.releases.recalled import is_notice
from clerestory.publish.packs import open_release, pack_files, write_pack
from clerestory.publish.release.building import MANIFEST
from clerestory.study import open_study
from clerestory.study.outgoing import check_outgoing
from clerestory.study.writing import PARTIAL, partial_folder


def build_pack(
    source: Path, folder: Path, request: PackRequest, *, release: str = "", clock: Clock | None = None
) -> PackManifest:
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
    StudyBusyError
        If a run is at work on the study: its ledger is to say that the pack is made.
    PackError
        If there is no release, it was recalled, the folder exists or is the study's own, or as
        ``publish.packs.pack_files`` has it.
    """
    check_outgoing(folder, PackError)
    of = release_of(source, release)
    files = pack_files(open_release(of), request)
    if of != source:
        detail = {"audience": request.audience.value, "area": request.area}
        note_made(open_study(source), PACK_MADE, of.name, detail=detail, clock=clock)
    building = partial_folder(folder)
    manifest = write_pack(files, building)
    building.rename(folder)
    return manifest


def check_pack(pack: Path, source: Path) -> PackManifest:
    """Check that a pack is what its release gives, by making it again.

    Raises
    ------
    ReleaseError
        If the release is not what its manifest and seal say.
    PackError
        If a file of the pack was changed, added or removed, or the pack is of another release.
    """
    manifest = _manifest_of(pack)
    release = open_release(release_of(source, "" if (source / MANIFEST).is_file() else manifest.release_folder))
    if manifest.release_manifest != release.digest:
        raise _unlike(pack, "it is of another release than this")
    made = pack_files(release, PackRequest(manifest.audience, manifest.area))
    there = {path.relative_to(pack).as_posix(): path for path in pack.rglob("*") if not path.is_dir()}
    for name in sorted({*made, *there}):
        if name not in there or name not in made or there[name].is_symlink():
            raise _unlike(pack, f"{name} was {'removed' if name not in there else 'added'}")
        if there[name].read_bytes() != made[name]:
            raise _unlike(pack, f"{name} is not what the release gives")
    return manifest


def _manifest_of(pack: Path) -> PackManifest:
    try:
        return PackManifest.model_validate_json((pack / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise PackError(
            f"has no {MANIFEST}",
            where=str(pack),
            remedy="Name the folder of a pack. If this was one, do not use it; make it anew from the release.",
        ) from None
    except ValidationError:
        raise _unlike(pack, f"{MANIFEST} has not the form of one") from None


def _unlike(pack: Path, what: str) -> PackError:
    remedy = "Do not use it; make the pack anew from the release, with the version that its manifest names."
    return PackError(what, where=str(pack), remedy=remedy)


def _check_not_recalled(source: Path, release: str) -> None:
    """Check that what a pack is asked of was not recalled, where source tells."""
    for place in (source, source / "releases" / release):
        if is_notice(place):
            raise PackError(
                "was recalled",
                where=str(place),
                remedy="Delete every pack of it, and tell whom you gave one; make packs of another release.",
            )


def release_of(source: Path, release: str) -> Path:
    """Give the release that a pack is of; one of a study is held against its ledger first."""
    if (source / MANIFEST).is_file() and not release:
        return source
    _check_not_recalled(source, release)
    folders = (path.parent for path in (source / "releases").glob(f"*/{MANIFEST}"))
    there = sorted(folder.name for folder in folders if not folder.name.startswith(PARTIAL))
    if not there:
        raise PackError(
            "is no release and has none", where=str(source), remedy="Name a study that was published, or a release."
        )
    if release and release not in there:
        raise PackError("there is no such release", where="--release", remedy=f"Name one of {', '.join(there)}.")
    verify_study_ledger(source)
    return source / "releases" / (release or there[-1])
