"""Documents of drafts as the group reads them: which a round may be about, and one as a reading copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from django.template.loader import get_template
from markupsafe import Markup

from clerestory.model.desk.acts.group import DocumentOfRound
from clerestory.model.desk.anchors import Anchor
from clerestory.model.desk.documents import BlockKind, Document
from clerestory.model.desk.group import Remark, Round
from clerestory.model.desk.outputs import Admitted
from clerestory.pipeline.desk.documents import documents_of_draft
from clerestory.publish.reading.fragments import Beside
from clerestory.review.desk.change_words import place_of
from clerestory.review.desk.following import Followed
from clerestory.web.pages.visits import Visit
from clerestory.web.service.studies import served_study

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


def documents_in(draft: str) -> dict[str, Document]:
    """Give the documents of a draft by their ids; none where the desk has none of it."""
    found = documents_of_draft(served_study(), draft)
    return {one.id: one for one in found.documents} if found else {}


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


def place_names(round_: Round) -> dict[tuple[str, str], str]:
    """Give what each block is called that a comment of a round is on, by document and block."""
    documents = documents_of(round_)
    places = {(one.anchor.document, one.anchor.block) for one in round_.remarks.values()}
    return {(name, block): _place_name(documents.get(name), block) for name, block in places}


def beside_blocks(
    document: Document,
    visit: Visit,
    *,
    own: Mapping[str, Sequence[Remark]] = MappingProxyType({}),
    earlier: Mapping[str, Sequence[Followed]] = MappingProxyType({}),
    round_: Round | None = None,
    is_open: bool = False,
) -> Beside:
    """Give what stands by each block of a document: the reader's own comments, earlier ones, and a link for another.

    Parameters
    ----------
    own : mapping of str to sequence of Remark
        Of the round, by the block that they are on.
    earlier : mapping of str to sequence of Followed
        Of rounds before, by the block that they stand at now.
    round_ : Round, optional
        In which it is read; None outside rounds.
    is_open : bool
        Whether the reader may comment: each block then has a link for it.
    """
    plain = _plain(_Shared(round_.number if round_ else 0, document.appearance, is_open, round_, document))

    def beside(address: str) -> Markup:
        if not own.get(address) and not earlier.get(address):
            return plain[address]
        remarks = {"remarks": own.get(address, ()), "earlier": earlier.get(address, ())}
        return _beside(document, address, round_=round_, is_open=is_open, visit=visit, **remarks)

    return beside


@dataclass(frozen=True)
class _Shared:
    """A document in a round, known again by what its links are made of."""

    number: int
    appearance: str
    is_open: bool
    round: Round | None = field(compare=False)
    document: Document = field(compare=False)


@lru_cache(maxsize=32)
def _plain(of: _Shared) -> dict[str, Markup]:
    """Give what stands by each block where there is no comment: the same for all readers, so it is made once."""
    return {
        address: _beside(of.document, address, round_=of.round, is_open=of.is_open) for address in of.document.by_id
    }


def _beside(document: Document, address: str, *, round_: Round | None, is_open: bool, **comments: object) -> Markup:
    block = document.by_id[address]
    said = {
        "round": round_,
        "document": document,
        "block": block,
        "name": _NAMES.get(block.kind, block.kind.value),
        "is_open": is_open,
        "has_link": is_open and block.kind is not BlockKind.HEADING,
        **comments,
    }
    return Markup(get_template("group/beside.html").render(said))  # noqa: S704 - our own template, which escapes


def beside_changes(comments: Mapping[str, Sequence[Followed]], visit: Visit) -> Beside:
    """Give what stands by what changed: the comments at its place, with their answers."""
    template = get_template("group/beside_change.html")

    def beside(address: str) -> Markup:
        said = {"visit": visit, "earlier": comments.get(address, ())}
        return Markup(template.render(said))  # noqa: S704 - our own template, which escapes

    return beside


def _place_name(document: Document | None, block: str) -> str:
    if not block:
        return "The document as a whole"
    found = document.by_id.get(block) if document else None
    return place_of(found, document) if found and document else "A place that is not here any more"
