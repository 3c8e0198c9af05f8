"""The site around the releases of a study: made of the releases in their places, put there file by file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from clerestory.clock import SystemClock
from clerestory.ledger import Ledger
from clerestory.model.calendar import date_text
from clerestory.model.recalls import Cause, RecallNotice
from clerestory.model.releases import folder_name
from clerestory.pipeline.releases.notices import put_notice, read_notice
from clerestory.pipeline.releases.recalled import is_notice, recalled_releases
from clerestory.pipeline.stages.published import check_published, release_folders, sealed_heads
from clerestory.publish.packs import open_release
from clerestory.publish.release.building import MANIFEST
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
    LedgerError, SignatureError
        If the ledger does not hold, or a release is not one that it names.
    RecallError
        If a recall was interrupted, or what was recalled is back.
    """
    study = open_study(root)
    with study.locked():
        Ledger(study.ledger, SystemClock()).check(sealed=sealed_heads(study))
        check_published(study)
        return write_site(study)


def write_site(study: Study) -> tuple[Path, ...]:
    """Do what ``publish_site`` does for a study that is open and held; notices of finished recalls are written anew."""
    settings = study.settings
    for name, entry in recalled_releases(study).items():
        recalled = dt.datetime.fromisoformat(entry.detail["recalled"])
        put_notice(study, name, Cause(entry.detail["cause"]), recalled=recalled)
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
    for folder in reversed(tuple(release_folders(study))):
        if folder.name[:1].isdigit() and (folder / MANIFEST).is_file():
            yield read_site_release(open_release(folder))


def _recalled(study: Study) -> Iterator[RecallNotice]:
    """Yield the notices of releases that were recalled, the last one first."""
    for folder in reversed(tuple(release_folders(study))):
        if is_notice(folder):
            yield read_notice(folder)


def _announced(study: Study, releases: tuple[SiteRelease, ...]) -> Iterator[Announced]:
    """Yield the release that study.toml dates, unless it is out, was recalled or is to come unannounced."""
    settings, release = study.settings, study.settings.release
    if settings.is_embargoed and release.announced is None:  # with a reason rule P3 lets nobody know before
        return
    place = study.releases / folder_name(release.date, settings.study.data)
    if all(one.date != release.date for one in releases) and not is_notice(place):
        at = f" at {release.time:%H:%M}, London time" if settings.is_embargoed else ""
        yield Announced(settings.study.title, date_text(release.date) + at)
