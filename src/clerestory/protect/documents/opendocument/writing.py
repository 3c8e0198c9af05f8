"""Blocks to ODT, from nothing: four parts, and only one depends on the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby

from clerestory.model.redaction.documents import Block, Document, Role
from clerestory.protect.documents.blocks import blocks_with_notes, rows_of
from clerestory.protect.documents.markup import HEAD, clean, escaped
from clerestory.protect.documents.opendocument.fixed import CELL_STYLE, MANIFEST, MIMETYPE, SPACES, STYLES
from clerestory.protect.documents.packages import packed

_DEEPEST_LEVEL = 9
_Pair = tuple[Block, Sequence[Block]]


def write_odt(document: Document) -> bytes:
    """Give a new ODT of the blocks of a document; the same blocks give the same bytes."""
    body = "".join(_body(document))
    content = (
        f'{HEAD}<office:document-content {SPACES} office:version="1.3">{CELL_STYLE}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(
        {"mimetype": MIMETYPE, "content.xml": content, "styles.xml": STYLES, "META-INF/manifest.xml": MANIFEST}
    )


def _body(document: Document) -> Iterator[str]:
    numbers = count(1)
    for table, pairs in groupby(blocks_with_notes(document.blocks), key=lambda pair: _table(pair[0])):
        if table:
            yield _table_xml(list(pairs), table, numbers)
        else:
            yield from (_block(block, notes, numbers) for block, notes in pairs)


def _table(block: Block) -> int:
    return block.table if block.role is Role.CELL else 0


def _block(block: Block, notes: Sequence[Block], numbers: Iterator[int]) -> str:
    text = f"{block.label}: {block.text}" if block.role is Role.FIELD and block.label else block.text
    words = _words(text) + _notes(notes, numbers)
    level = min(max(block.level, 1), _DEEPEST_LEVEL)
    if block.role is Role.HEADING:
        return f'<text:h text:style-name="Heading{level}" text:outline-level="{level}">{words}</text:h>'
    if block.role is Role.ITEM:
        opening = '<text:list text:style-name="List"><text:list-item>'
        inner = "<text:list><text:list-item>" * (level - 1)
        return f"{opening}{inner}<text:p>{words}</text:p>{'</text:list-item></text:list>' * level}"
    return f"<text:p>{words}</text:p>"


def _words(text: str) -> str:
    return escaped(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")


def _notes(notes: Sequence[Block], numbers: Iterator[int]) -> str:
    return "".join(_note(note, next(numbers)) for note in notes)


def _note(note: Block, number: int) -> str:
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}'
        f"</text:note-citation><text:note-body><text:p>{_words(clean(note.text))}</text:p></text:note-body></text:note>"
    )


def _table_xml(pairs: Sequence[_Pair], table: int, numbers: Iterator[int]) -> str:
    notes = {(block.row, block.column): under for block, under in pairs}
    rows = rows_of([block for block, _ in pairs])
    lines = "".join(
        f"<table:table-row>{''.join(_cell(b, notes.get((b.row, b.column), ()), numbers) for b in row)}"
        "</table:table-row>"
        for row in rows
    )
    column = f'<table:table-column table:number-columns-repeated="{max(map(len, rows))}"/>'
    return f'<table:table table:name="Table{table}">{column}{lines}</table:table>'


def _cell(block: Block, notes: Sequence[Block], numbers: Iterator[int]) -> str:
    words = _words(block.text) + _notes(notes, numbers)
    return f'<table:table-cell table:style-name="Cell"><text:p>{words}</text:p></table:table-cell>'
