"""Marks where a file stood inside a document, set after the redaction: in the text before it they would part names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clerestory.model.redaction.documents import Block, Document, Inside, Role

_Place = tuple[int, int, int]


def with_marks(document: Document, marks: Sequence[str]) -> Document:
    """Give a document with a mark for each file inside it.

    Parameters
    ----------
    document : Document
        It has as many blocks as when it was read.
    marks : sequence of str
        One for each of ``document.inside``, in order.

    Returns
    -------
    Document
        With a paragraph for each mark, or a line more in the cell in which the file stood.

    Examples
    --------
    >>> from clerestory.model.redaction.documents import Format, InsideKind
    >>> read = Document(Format.DOCX, (Block("One"), Block("Two")), inside=(Inside(InsideKind.PICTURE, "", b"", 1),))
    >>> [block.text for block in with_marks(read, ["[picture 1]"]).blocks]
    ['One', '[picture 1]', 'Two']
    """
    cells = {_place(block) for block in document.blocks if block.role is Role.CELL}
    in_cells: dict[_Place, list[str]] = {}
    new: dict[int, list[Block]] = {}
    for inside, mark in zip(document.inside, marks, strict=True):
        if inside.cell and inside.cell in cells:
            in_cells.setdefault(inside.cell, []).append(mark)
        else:
            new.setdefault(inside.after, []).append(_block(inside, mark))
    blocks: list[Block] = []
    for number, block in enumerate(document.blocks):
        said = in_cells.get(_place(block), ()) if block.role is Role.CELL else ()
        blocks += [*new.get(number, ()), replace(block, text="\n".join(filter(None, (block.text, *said))))]
    return replace(document, blocks=(*blocks, *new.get(len(document.blocks), ())))


def _place(block: Block) -> _Place:
    return block.table, block.row, block.column


def _block(inside: Inside, mark: str) -> Block:
    if not inside.cell:
        return Block(mark)
    table, row, column = inside.cell
    return Block(mark, Role.CELL, table=table, row=row, column=column)
