"""What changed between two versions of a document, as parts of a page: what was put in and what was taken out."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from clerestory.model.desk.differences import Change, Difference
from clerestory.publish.pages import page_apart


def marked_changes(found: Iterable[Difference], *, page: str = "") -> tuple[Markup, ...]:
    """Give a part of a page for each block that differs; what a page says in colour it says in words too.

    Parameters
    ----------
    page : str
        Where the later version is shown; empty for the same page.
    """
    return tuple(_marked(one, page) for one in found if one.change is not Change.SAME)


def _marked(one: Difference, page: str) -> Markup:
    block = one.after or one.before
    told = f"{block.kind.value.capitalize()} {one.change.value}." if block else ""
    return Markup(page_apart("reading_changes.html", one=one, told=told, page=page))  # noqa: S704 - our own template
