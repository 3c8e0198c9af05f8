"""The site around the releases of a study: made of the releases in their places, put there file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clerestory.model.recalls import RecallNotice
from clerestory.model.releases import folder_name
from clerestory.pipeline.releases.recalled import is_notice
from clerestory.publish.packs import open_release
from clerestory.publish.recalls import RECALL
from clerestory.publish.references import date_text
from clerestory.publish.release import MANIFEST
from clerestory.publish.site import Announced, Site, SiteRelease, read_site_release, site_files
from clerestory.study import Study, open_study, write_atomically


def publish_site(root: Path) -> tuple[Path, ...]:
    """Write the site of a study anew, from the releases that are in their places.

    Returns
    -------
    tuple of Path
        The files at the root of ``releases/``.

    Raises
    ------
    StudyError
        If the study cannot be opened.
    StudyBusyError
        If a run is at work on it.
    ReleaseError
        If a release is not what its manifest says.
    """
    study = open_study(root)
    with study.locked():
        return write_site(study)


def write_site(study: Study) -> tuple[Path, ...]:
    """Do what ``publish_site`` does for a study that is open and held."""
    settings = study.settings
    releases = tuple(_releases(study))
    site = Site(
        id=settings.study.id,
        title=settings.study.title,
        publisher=settings.study.publisher,
        mark=settings.study.data.mark,
        mark_sentence=settings.study.data.mark_sentence,
        releases=releases,
        announced=tuple(_announced(study, releases)),
        recalled=tuple(_recalled(study)),
        address=settings.release.site or "",
    )
    files = {study.releases / name: content for name, content in site_files(site).items()}
    for path, content in files.items():
        write_atomically(path, content)
    return tuple(files)


def _releases(study: Study) -> Iterator[SiteRelease]:
    """Yield the releases in their places, the last one first."""
    for folder in sorted(study.releases.iterdir(), reverse=True):
        if folder.name[:1].isdigit() and (folder / MANIFEST).is_file():
            yield read_site_release(open_release(folder))


def _recalled(study: Study) -> Iterator[RecallNotice]:
    """Yield the notices of releases that were recalled, the last one first."""
    for folder in sorted(study.releases.iterdir(), reverse=True):
        if is_notice(folder):
            yield RecallNotice.model_validate_json((folder / RECALL).read_bytes())


def _announced(study: Study, releases: tuple[SiteRelease, ...]) -> Iterator[Announced]:
    day = study.settings.release.date
    place = study.releases / folder_name(day, study.settings.study.data)
    if all(release.date != day for release in releases) and not is_notice(place):
        yield Announced(study.settings.study.title, date_text(day))
