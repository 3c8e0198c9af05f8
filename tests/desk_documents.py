"""Documents of the desk for tests, made without the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clerestory.model.desk.documents import (
    Block,
    BlockKind,
    Cell,
    Document,
    Head,
    Line,
    Table,
    address_of,
    digest_of,
    distinct,
)

Counts = Mapping[str, Sequence[str]]


def heading(text: str) -> Block:
    return Block(f"heading.{address_of(text)}", BlockKind.HEADING, text, level=2)


def paragraph(text: str, section: str = "") -> Block:
    return Block(f"p.{digest_of(text)}", BlockKind.PARAGRAPH, text, section=section)


def counts(rows: Counts, columns: Sequence[str] = ("Number", "Known"), *, id="table.t1", title="Persons") -> Block:
    """A table of counts; each row has a value for each column."""

    def cell(row, column, text):
        return Cell(f"{id}.{address_of(row)}.{address_of(column)}", row, column, text)

    lines = [Line(r, tuple(cell(r, c, v) for c, v in zip(columns, vs, strict=True))) for r, vs in rows.items()]
    heads = (Head("Group", is_number=False), *map(Head, columns))
    return Block(id, BlockKind.TABLE, title, label="Table 1.", table=Table(heads, tuple(lines)))


def document(blocks: Iterable[Block], title: str = "The paper") -> Document:
    return Document("paper", title, tuple(blocks))


def words(texts: Iterable[str]) -> Document:
    """A document of paragraphs; texts that are the same have ordinals."""
    blocks = [paragraph(text) for text in texts]
    ids = distinct(block.id for block in blocks)
    return document(Block(id, block.kind, block.text) for id, block in zip(ids, blocks, strict=True))
