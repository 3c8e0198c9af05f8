"""The page of what differs in a document from an earlier draft, with the comments at the places that changed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Copy
from clerestory.pipeline.desk.reading import changes_copy
from clerestory.review.desk.differences import differences
from clerestory.review.desk.following import Followed, by_difference
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.copies import mark_of
from clerestory.web.pages.group.versions import Earlier, chosen_of, has_case_texts, side_by_side
from clerestory.web.pages.visits import Visit


def changes_page(
    visit: Visit, found: Document, copy: Copy, offered: Sequence[Earlier], comments: Sequence[Followed], *, page: str
) -> HttpResponse:
    """Give what differs in a document from the earlier draft that the address names, or else the first offered.

    Parameters
    ----------
    offered : sequence of Earlier
        With which the person may compare.
    comments : sequence of Followed
        Of earlier rounds, where they stand in the document.
    page : str
        Where the document itself is shown.
    """
    since = chosen_of(visit, offered)
    before = since.documents.get(found.id) if since else None
    then, now = side_by_side(before, found) if before else (found, found)
    told = differences(then, now)
    placed = by_difference(comments, told, then)
    beside = shelf.beside_changes(placed, visit)
    return visit.page(
        "changes",
        document=found,
        page=page,
        offered=offered,
        since=since,
        is_new=since is not None and before is None,
        has_case_texts=has_case_texts(found),
        changes=changes_copy(told, now, **mark_of(visit, copy), page=page, beside=beside),
        unchanged=placed.get("", ()),
    )
