"""Comments as their member writes, changes and withdraws them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from clerestory.errors import DeskError
from clerestory.model.desk.acts import Act, group
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Remark, Round
from clerestory.model.desk.states import RoundState
from clerestory.review.desk.anchors import anchor_to
from clerestory.web.pages.fields import Problem, choices, new_id
from clerestory.web.pages.group import shelf
from clerestory.web.pages.group.reading import document_in, part_in
from clerestory.web.pages.group.room import shown, visited
from clerestory.web.pages.visits import Trial, Visit, with_typed

_CHANGE: Mapping[type[Act], str] = {
    group.ChangeComment: "Your comment is changed.",
    group.WithdrawComment: "Your comment is withdrawn.",
}


@visited(group.Comment)
def comment(visit: Visit, number: int, document: str) -> HttpResponse:
    """Give the form of a comment on a place, with the words that stand there."""
    round_, _ = part_in(visit, number)
    found = document_in(round_, document)
    is_sent = visit.request.method == "POST"
    block = (visit.request.POST if is_sent else visit.request.GET).get("block", "")
    if block and block not in found.by_id:
        raise Http404
    place = anchor_to(found, block)
    opening = group.Comment(round=number, comment=new_id(), anchor=place, aim=group.Aim.ELSE, text="-")
    trial = Trial(refusal=visit.refusal(opening))
    if is_sent:
        trial = _commented(visit, number, found, block=block)
        if trial.is_done:
            return redirect(_place(number, document, block))
    return visit.page(
        "comment",
        trial,
        round=round_,
        document=found,
        place=place,
        block=found.by_id.get(block),
        aims=choices(group.Aim),
        is_shut=trial.refusal is not None and not is_sent,
    )


def _commented(visit: Visit, number: int, found: Document, *, block: str) -> Trial:
    """Leave a comment on what the form names: a document, a block of it, some words of that, or a cell."""
    typed = visit.typed
    row, column = typed.get("row", ""), typed.get("column", "")
    if bool(row) is not bool(column):
        return Trial(problems=(Problem("column", "Choose a row and a column, or neither"),), typed=typed)
    try:
        anchor = anchor_to(found, block, row=row, column=column, quote=typed.get("quote", ""))
    except DeskError as refusal:
        return Trial(refusal=refusal, typed=typed)
    said = "Your comment is saved. Nobody else sees it until the round closes."
    return visit.tried(group.Comment, round=number, comment=new_id(), anchor=anchor, said=said)


@shown(group.Comment)
def mine(visit: Visit, number: int) -> HttpResponse:
    """Give the person's own comments of a round."""
    round_, own = part_in(visit, number)
    remarks = [remark for remark in round_.remarks.values() if remark.member == visit.person.id]
    is_open = round_.state is RoundState.OPEN and not own.finished
    labels = shelf.labels_of(round_)
    return visit.page("mine", round=round_, remarks=remarks, is_open=is_open, titles=titles(round_), labels=labels)


@visited(group.ChangeComment)
def change(visit: Visit, number: int, comment: str) -> HttpResponse:
    """Give the form by which a member words a comment anew, or takes it back."""
    round_, _ = part_in(visit, number)
    remark = _own(round_, visit.person.id, comment)
    trial = visit.sent(_CHANGE, round=number, comment=comment)
    if trial.is_done:
        return redirect("mine", number=number)
    last = remark.wordings[-1]
    return visit.page(
        "change",
        with_typed(trial, aim=last.aim.value, text=last.text),
        round=round_,
        remark=remark,
        titles=titles(round_),
        labels=shelf.labels_of(round_),
        aims=choices(group.Aim),
    )


def titles(round_: Round) -> dict[str, str]:
    """Give the titles of the documents of a round."""
    return {one.document: one.title for one in round_.documents}


def _own(round_: Round, member: str, comment: str) -> Remark:
    """Give a comment of the member's own; another's is as unknown as none."""
    remark = round_.remarks.get(comment)
    if remark is None or remark.member != member or remark.withdrawn:
        raise Http404
    return remark


def _place(number: int, document: str, block: str) -> str:
    address = reverse("document", kwargs={"number": number, "document": document})
    return f"{address}#{block}" if block else address
