"""The page of what was weighed: of live cases and policing only that it was, since more could tell of operations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.model.assessments import Assessments, Concern
from clerestory.publish.pages import page_beside
from clerestory.publish.release.contents import Contents

IMPACT_PAGE: Mapping[str, str] = MappingProxyType({"impact.html": "Effects of publishing"})


def impact_page(assessments: Assessments, contents: Contents) -> dict[str, str]:
    """Give the page by its name."""
    settings = contents.settings
    titles = {text.id: text.title for text in settings.texts}
    posts = {person.id: person.post for person in settings.people}
    (name,) = IMPACT_PAGE
    page = page_beside(
        "impact.html",
        contents,
        page=name,
        made=assessments,
        told=[concern for concern in Concern if concern.is_told],
        named=lambda source: titles.get(source) or contents.named(source),
        posts=posts,
    )
    return {name: page}
