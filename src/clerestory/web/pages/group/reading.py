"""Reading copies: the list of documents, one document with the places to comment on, a rest, and the end of reading."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Copy, Reader, Remark, Round
from clerestory.model.desk.states import RoundState
from clerestory.pipeline.desk.reading import reading_copy
from clerestory.review.desk.comparing import rounds_before
from clerestory.review.desk.following import by_block, followed
from clerestory.web.pages.fields import new_id
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.changes import changes_page
from clerestory.web.pages.group.copies import Place, mark_of, with_copy
from clerestory.web.pages.group.room import visited
from clerestory.web.pages.group.versions import compared, earlier_drafts
from clerestory.web.pages.visits import Visit

_REST: Mapping[type[Act], str] = {
    group.Pause: "You are resting. No reminder comes until the day that you named.",
    group.FinishReading: "You have finished. Thank you; you can read on until your last day.",
    group.ReadOn: "Read on.",
}


@visited(group.OpenCopy)
def documents(visit: Visit, number: int) -> HttpResponse:
    """Give the documents of a round, with what a reader may be exposed to before any of them."""
    round_, own = part_in(visit, number)
    trial = visit.sent(_REST, round=number)
    if trial.is_done:
        return redirect("documents", number=number)
    there = shelf.documents_of(round_)
    since = next(iter(earlier_drafts(visit, round_.draft, below=number)), None)
    return visit.page(
        "documents",
        trial,
        round=round_,
        own=own,
        is_open=round_.state is RoundState.OPEN,
        opened={copy.document for copy in own.copies},
        there=there,
        since=since,
        compared=compared(there, since) if since else None,
        counts=_counted(round_, visit.person.id),
        may_comment=visit.may(group.Comment),
    )


@visited(group.OpenCopy)
def document(visit: Visit, number: int, document: str) -> HttpResponse:
    """Give a reading copy; the first time of a day a button opens it, which is on record."""
    return _opened(visit, number, document, _copy)


@visited(group.OpenCopy)
def changes(visit: Visit, number: int, document: str) -> HttpResponse:
    """Give what differs in a document from an earlier draft, with the comments at each place; it is a reading copy."""
    return _opened(visit, number, document, _changes)


Shown = Callable[[Visit, Round, Document, Copy], HttpResponse]


def _opened(visit: Visit, number: int, document: str, shown: Shown) -> HttpResponse:
    round_, own = part_in(visit, number)
    found = document_in(round_, document)
    opening = group.OpenCopy(round=number, document=document, copy_id=new_id())
    place = Place(reverse("documents", kwargs={"number": number}), round_.warning, own.copies)
    return with_copy(visit, opening, found, place, lambda copy: shown(visit, round_, found, copy))


def _copy(visit: Visit, round_: Round, found: Document, copy: Copy) -> HttpResponse:
    own = round_.readers[visit.person.id]
    is_open = round_.state is RoundState.OPEN and visit.may(group.Comment) and not own.finished
    remarks = _by_block(round_, visit.person.id, found.id)
    earlier = by_block(followed(rounds_before(visit.desk, round_.draft, below=round_.number), found))
    beside = shelf.beside_blocks(found, visit, own=remarks, earlier=earlier, round_=round_, is_open=is_open)
    return visit.page(
        "document",
        round=round_,
        document=found,
        reading=reading_copy(found, **mark_of(visit, copy), beside=beside),
        is_open=is_open,
        remarks=remarks.get("", ()),
        earlier=earlier.get("", ()),
        has_changes=bool(earlier_drafts(visit, round_.draft, below=round_.number)),
        following=_following(round_, found.id),
    )


def _changes(visit: Visit, round_: Round, found: Document, copy: Copy) -> HttpResponse:
    named = {"number": round_.number, "document": found.id}
    comments = rounds_before(visit.desk, round_.draft, below=round_.number)
    offered = earlier_drafts(visit, round_.draft, below=round_.number)
    return changes_page(visit, found, copy, offered, followed(comments, found), page=reverse("document", kwargs=named))


def part_in(visit: Visit, number: int) -> tuple[Round, Reader]:
    """Give a round and the person's own part in it.

    Raises
    ------
    Http404
        If they are not invited.
    """
    round_ = visit.round(number)
    if visit.person.id not in round_.readers:
        raise Http404
    return round_, round_.readers[visit.person.id]


def document_in(round_: Round, document: str) -> Document:
    """Give a document of a round.

    Raises
    ------
    Http404
        If it has none of this name.
    """
    found = shelf.document_of(round_, document)
    if found is None:
        raise Http404
    return found


def _by_block(round_: Round, member: str, document: str) -> dict[str, list[Remark]]:
    """Give a member's own comments on a document by the block that they are on."""
    found: dict[str, list[Remark]] = {}
    for remark in round_.standing:
        if remark.member == member and remark.anchor.document == document:
            found.setdefault(remark.anchor.block, []).append(remark)
    return found


def _counted(round_: Round, member: str) -> dict[str, int]:
    found = [remark.anchor.document for remark in round_.standing if remark.member == member]
    return {document: found.count(document) for document in found}


def _following(round_: Round, document: str) -> group.DocumentOfRound | None:
    """Give the document after this one."""
    ids = [one.document for one in round_.documents]
    after = ids.index(document) + 1
    return round_.documents[after] if after < len(ids) else None
