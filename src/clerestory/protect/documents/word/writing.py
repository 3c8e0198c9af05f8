"""Blocks to DOCX, from nothing: seven parts, and of them only two depend on the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from clerestory.model.redaction.documents import Block, Document, Role
from clerestory.protect.documents.blocks import blocks_with_notes, rows_of
from clerestory.protect.documents.markup import HEAD, escaped
from clerestory.protect.documents.packages import packed
from clerestory.protect.documents.word.fixed import CONTENT_TYPES, DOCUMENT_RELS, NUMBERING, PACKAGE_RELS, SPACE, STYLES

_DEEPEST_LEVEL = 9
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_docx(document: Document) -> bytes:
    """Give a new DOCX of the blocks of a document; the same blocks give the same bytes."""
    notes: list[str] = []
    body = "".join(_body(document, notes))
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": PACKAGE_RELS,
            "word/document.xml": f"{HEAD}<w:document {SPACE}><w:body>{body}{_PAGE}</w:body></w:document>",
            "word/_rels/document.xml.rels": DOCUMENT_RELS,
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "word/footnotes.xml": f"{HEAD}<w:footnotes {SPACE}>{_separators()}{''.join(notes)}</w:footnotes>",
        }
    )


def _body(document: Document, notes: list[str]) -> Iterator[str]:
    last = ""
    for table, pairs in groupby(blocks_with_notes(document.blocks), key=lambda pair: _table(pair[0])):
        together = list(pairs)
        made = _table_xml(together, notes) if table else "".join(_block(*pair, notes) for pair in together)
        # Word joins two tables that touch, and wants a paragraph after the last one
        yield f"<w:p/>{made}" if table and last.endswith("</w:tbl>") else made
        last = made
    if last.endswith("</w:tbl>"):
        yield "<w:p/>"


def _table(block: Block) -> int:
    return block.table if block.role is Role.CELL else 0


def _block(block: Block, notes_of_it: Sequence[Block], notes: list[str]) -> str:
    text = f"{block.label}: {block.text}" if block.role is Role.FIELD and block.label else block.text
    return f"<w:p>{_properties(block)}{_runs(text)}{_references(notes_of_it, notes)}</w:p>"


def _properties(block: Block) -> str:
    level = min(max(block.level, 1), _DEEPEST_LEVEL)
    if block.role is Role.HEADING:
        return f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>'
    if block.role is Role.ITEM:
        list_ = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>'
        return f'<w:pPr><w:pStyle w:val="ListParagraph"/>{list_}</w:pPr>'
    return ""


def _runs(text: str) -> str:
    if not text:
        return ""
    lines = (_line(line) for line in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def _line(line: str) -> str:
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{escaped(part)}</w:t>' for part in line.split("\t"))


def _references(notes_of_it: Sequence[Block], notes: list[str]) -> str:
    made = ""
    for note in notes_of_it:
        number = len(notes) + 1
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        notes.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>{mark}'
            f"{_runs(' ' + note.text)}</w:p></w:footnote>"
        )
        made += f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
    return made


def _separators() -> str:
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )


def _table_xml(cells: Sequence[tuple[Block, Sequence[Block]]], notes: list[str]) -> str:
    notes_of = {(block.row, block.column): under for block, under in cells}
    rows = rows_of([block for block, _ in cells])
    width = max(len(row) for row in rows)
    grid = '<w:gridCol w:w="0"/>' * width
    lines = "".join(
        f"<w:tr>{''.join(_cell(block, notes_of.get((block.row, block.column), ()), notes) for block in row)}</w:tr>"
        for row in rows
    )
    layout = f'<w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    return f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _cell(block: Block, notes_of_it: Sequence[Block], notes: list[str]) -> str:
    width = '<w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
    return f"<w:tc>{width}<w:p>{_runs(block.text)}{_references(notes_of_it, notes)}</w:p></w:tc>"
