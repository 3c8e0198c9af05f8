"""The page that says when a release was to come out, and which posts could read it before, and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.model.commission import EARLY_HOURS, Purpose, StudySettings
from clerestory.publish.pages import page_beside
from clerestory.publish.paper.reading import Paper
from clerestory.publish.release.contents import Contents

PAGE: Mapping[str, str] = MappingProxyType({"access.html": "Before publication"})


def prerelease_page(settings: StudySettings) -> Mapping[str, str]:
    """Give the name and title of the page, of a release that waits for its time; other releases have none."""
    return PAGE if settings.is_embargoed else {}


def prerelease_files(_paper: Paper, contents: Contents) -> dict[str, bytes]:
    """Give the page by its name."""
    readers = contents.settings.release.access
    by_purpose = {
        purpose.value: of_one
        for purpose in Purpose
        if (of_one := [reader for reader in readers if reader.purpose is purpose])
    }
    return {
        page: page_beside("access.html", contents, page=page, readers=by_purpose, hours=EARLY_HOURS).encode()
        for page in prerelease_page(contents.settings)
    }
