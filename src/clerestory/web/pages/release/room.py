"""The room of the release: the same pages are at hand as in that of the group."""

from __future__ import annotations

from dataclasses import replace

from clerestory.web.pages.group.room import GROUP

RELEASE = replace(GROUP, templates="release")
shown, visited = RELEASE.shown, RELEASE.visited
