"""Documents of drafts as the group reads them: which a round may be about, and one as a reading copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import get_template
from markupsafe import Markup

from clerestory.model.desk.acts.group import DocumentOfRound
from clerestory.model.desk.anchors import Anchor
from clerestory.model.desk.documents import BlockKind, Document
from clerestory.model.desk.group import Copy, Remark, Round
from clerestory.model.desk.outputs import Admitted
from clerestory.pipeline.desk.documents import documents_of_draft
from clerestory.pipeline.desk.reading import ReadingCopy, reading_copy
from clerestory.web.studies import served_study

_NAMES = {BlockKind.FIGURE: "chart", BlockKind.LIST_ITEM: "point"}


def listed(admitted: Admitted | None) -> tuple[DocumentOfRound, ...]:
    """Give the documents of a draft; none where there is no draft, or it has none on the desk."""
    found = documents_of_draft(served_study(), admitted.draft) if admitted else None
    documents = found.documents if found else ()
    return tuple(DocumentOfRound(document=one.id, version=one.version, title=one.title) for one in documents)


def document_of(round_: Round, document: str) -> Document | None:
    """Give a document in the version that a round reads; None where the desk does not have it, or has it no more."""
    return documents_of(round_).get(document)


def documents_of(round_: Round) -> dict[str, Document]:
    """Give the documents of a round by their ids, in the versions that it reads; only those that the desk still has."""
    found = documents_of_draft(served_study(), round_.draft)
    versions = {(one.document, one.version) for one in round_.documents}
    return {one.id: one for one in found.documents if (one.id, one.version) in versions} if found else {}


def label_of(document: Document | None, anchor: Anchor) -> str:
    """Give what a place is called in its document, as "Table 1. Persons" of a cell; empty where it has no name."""
    block = document.by_id.get(anchor.block) if document else None
    if block is None:
        return ""
    return f"{block.label} {block.text}".strip() if anchor.row or anchor.column else block.label


def labels_of(round_: Round) -> dict[str, str]:
    """Give what the place of each comment of a round is called, by the comment."""
    documents = documents_of(round_)
    return {key: label_of(documents.get(one.anchor.document), one.anchor) for key, one in round_.remarks.items()}


def copy_of(
    round_: Round,
    document: Document,
    *,
    copy: Copy,
    post: str,
    remarks: Mapping[str, Sequence[Remark]],
    is_open: bool,
) -> ReadingCopy:
    """Give a reading copy with the reader's own comments in place.

    Parameters
    ----------
    remarks : mapping of str to sequence of Remark
        By the block that they are on.
    is_open : bool
        Whether the reader may comment: each block then has a link for it.
    """
    links = _links(_Linked(round_.number, document.appearance, is_open, round_, document))

    def beside(address: str) -> Markup:
        own = remarks.get(address, ())
        return _beside(round_, document, address, remarks=own, is_open=is_open) if own else links[address]

    return reading_copy(document, post=post, copy_id=copy.id[:12], opened=copy.time, beside=beside)


@dataclass(frozen=True)
class _Linked:
    """A document in a round, known again by what its links are made of."""

    number: int
    appearance: str
    is_open: bool
    round: Round = field(compare=False)
    document: Document = field(compare=False)


@lru_cache(maxsize=32)
def _links(of: _Linked) -> dict[str, Markup]:
    """Give what stands by each block for whoever has no comment on it: the same for all, so it is made once."""
    return {
        address: _beside(of.round, of.document, address, remarks=(), is_open=of.is_open)
        for address in of.document.by_id
    }


def _beside(round_: Round, document: Document, address: str, *, remarks: Sequence[Remark], is_open: bool) -> Markup:
    block = document.by_id[address]
    said = {
        "round": round_,
        "document": document,
        "block": block,
        "name": _NAMES.get(block.kind, block.kind.value),
        "remarks": remarks,
        "is_open": is_open,
        "has_link": is_open and block.kind is not BlockKind.HEADING,
    }
    return Markup(get_template("group/beside.html").render(said))  # noqa: S704 - our own template, which escapes
