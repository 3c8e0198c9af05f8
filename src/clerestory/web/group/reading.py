"""Reading copies: the list of documents, one document with the places to comment on, a rest, and the end of reading."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Copy, Reader, Remark, Round
from clerestory.model.desk.states import RoundState
from clerestory.web.fields import new_id
from clerestory.web.group import shelf
from clerestory.web.group.room import visited
from clerestory.web.visits import Trial, Visit

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
    return visit.page(
        "documents",
        trial,
        round=round_,
        own=own,
        is_open=round_.state is RoundState.OPEN,
        opened={copy.document for copy in own.copies},
        there=shelf.documents_of(round_),
        counts=_counted(round_, visit.person.id),
    )


@visited(group.OpenCopy)
def document(visit: Visit, number: int, document: str) -> HttpResponse:
    """Give a reading copy; the first time of a day a button opens it, which is on record."""
    round_, own = part_in(visit, number)
    found = document_in(round_, document)
    opening = group.OpenCopy(round=number, document=document, copy_id=new_id())
    trial = Trial(refusal=visit.refusal(opening))
    if trial.refusal is None:
        trial = visit.sent({group.OpenCopy: ""}, round=number, document=document, copy_id=opening.copy_id)
    if trial.is_done:
        return redirect("document", number=number, document=document)
    copy = None if trial.refusal else _copy_of_today(visit, own, document)
    if copy is None:
        return visit.page("copy", trial, round=round_, document=found, is_refused=trial.refusal is not None)
    is_open = round_.state is RoundState.OPEN and visit.may(group.Comment) and not own.finished
    remarks = _by_block(round_, visit.person.id, document)
    post = visit.person.post
    return visit.page(
        "document",
        round=round_,
        document=found,
        reading=shelf.copy_of(round_, found, copy=copy, post=post, remarks=remarks, is_open=is_open),
        is_open=is_open,
        remarks=remarks.get("", ()),
        following=_following(round_, document),
    )


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


def _copy_of_today(visit: Visit, own: Reader, document: str) -> Copy | None:
    return next((one for one in own.copies if one.document == document and one.time.date() == visit.today), None)


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
