"""Documents of drafts as the group reads them, and where in them a comment belongs."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from clerestory.model.desk.acts.group import DocumentOfRound
from clerestory.model.desk.anchors import Anchor
from clerestory.model.desk.documents import Block, Document
from clerestory.model.desk.group import Round
from clerestory.model.desk.outputs import Admitted

_MOST_QUOTED = 2_000


def listed(admitted: Admitted | None) -> tuple[DocumentOfRound, ...]:
    """Give the documents of a draft by title; none where there is no draft."""
    if admitted is None:
        return ()
    found = [_read(path) for path in sorted(_folder(admitted.draft).glob("*.json"))]
    return tuple(DocumentOfRound(document=one.id, version=one.version, title=one.title) for one in found)


def document_of(round_: Round, document: str) -> Document | None:
    """Give a document in the version that a round reads; None where the round has no such document."""
    one = next((one for one in round_.documents if one.document == document), None)
    path = _folder(round_.draft) / f"{document}.json"
    if one is None or not path.is_file():
        return None
    found = _read(path)
    return found if found.version == one.version else None


def anchor_at(document: Document, block: str = "", *, row: str = "", column: str = "") -> Anchor:
    """Give the anchor of a block, of a cell of it, or of the document as a whole where no block is named."""
    found = document.by_id.get(block)
    cell = found.cell(row, column) if found else None
    return Anchor(
        document=document.id,
        version=document.version,
        block=found.id if found else "",
        row=cell.row if cell else "",
        column=cell.column if cell else "",
        quote=(cell.text if cell else _quoted(found))[:_MOST_QUOTED],
    )


def _quoted(block: Block | None) -> str:
    return f"{block.label} {block.text}".strip() if block else ""


def _folder(draft: str) -> Path:
    folder: Path = settings.SERVING.folder
    return folder / "documents" / draft.rpartition(":")[2]


def _read(path: Path) -> Document:
    return Document.of_json(json.loads(path.read_text(encoding="utf-8")))
