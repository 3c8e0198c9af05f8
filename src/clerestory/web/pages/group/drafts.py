"""The last draft on the desk outside rounds: for who answers for it, ends its review on it, or signs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.urls import reverse

from clerestory.model.desk.acts import group
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Copy
from clerestory.model.desk.outputs import Admitted
from clerestory.pipeline.desk.reading import reading_copy
from clerestory.review.desk.comparing import rounds_before
from clerestory.review.desk.following import Followed, by_block, followed
from clerestory.web.pages.fields import new_id
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.changes import changes_page
from clerestory.web.pages.group.copies import Place, mark_of, with_copy
from clerestory.web.pages.group.room import shown, visited
from clerestory.web.pages.group.rounds import WARNING
from clerestory.web.pages.group.versions import chosen_of, compared, earlier_drafts
from clerestory.web.pages.visits import Trial, Visit


@shown(group.OpenDraft)
def draft(visit: Visit) -> HttpResponse:
    """Give the documents of the last draft, with what changed in which of them and how many comments each has."""
    latest = visit.desk.latest
    if latest is None:
        return visit.page("draft", draft=None)
    documents = shelf.documents_in(latest.draft)
    refusal = next((visit.refusal(_opening(latest, name)) for name in documents), None)
    offered = earlier_drafts(visit, latest.draft) if refusal is None else ()
    since = chosen_of(visit, offered)
    return visit.page(
        "draft",
        Trial(refusal=refusal),
        draft=latest,
        documents=documents,
        offered=offered,
        since=since,
        compared=compared(documents, since) if since else None,
        counts=Counter(
            remark.anchor.document for one in rounds_before(visit.desk, latest.draft) for remark in one.standing
        ),
        opened={copy.document for copy in latest.copies.get(visit.person.id, ())},
    )


@visited(group.OpenDraft)
def draft_document(visit: Visit, document: str) -> HttpResponse:
    """Give a document of the last draft as a copy of the person's own, with comments and answers where they stand."""
    return _opened(visit, document, _copy)


@visited(group.OpenDraft)
def draft_changes(visit: Visit, document: str) -> HttpResponse:
    """Give what differs in a document of the last draft from an earlier one."""
    return _opened(visit, document, _changes)


Shown = Callable[[Visit, Admitted, Document, Copy], HttpResponse]


def _opened(visit: Visit, document: str, shown_: Shown) -> HttpResponse:
    latest = visit.desk.latest
    found = shelf.documents_in(latest.draft).get(document) if latest else None
    if latest is None or found is None:
        raise Http404
    place = Place(reverse("draft"), WARNING, latest.copies.get(visit.person.id, ()))
    return with_copy(visit, _opening(latest, document), found, place, lambda copy: shown_(visit, latest, found, copy))


def _opening(latest: Admitted, document: str) -> group.OpenDraft:
    return group.OpenDraft(draft=latest.draft, document=document, copy_id=new_id())


def _comments(visit: Visit, latest: Admitted, found: Document) -> tuple[Followed, ...]:
    return followed(rounds_before(visit.desk, latest.draft), found)


def _copy(visit: Visit, latest: Admitted, found: Document, copy: Copy) -> HttpResponse:
    earlier = by_block(_comments(visit, latest, found))
    beside = shelf.beside_blocks(found, visit, earlier=earlier)
    return visit.page(
        "draft_document",
        document=found,
        reading=reading_copy(found, **mark_of(visit, copy), beside=beside),
        earlier=earlier.get("", ()),
        has_changes=bool(earlier_drafts(visit, latest.draft)),
    )


def _changes(visit: Visit, latest: Admitted, found: Document, copy: Copy) -> HttpResponse:
    page = reverse("draft-document", kwargs={"document": found.id})
    offered = earlier_drafts(visit, latest.draft)
    return changes_page(visit, found, copy, offered, _comments(visit, latest, found), page=page)
