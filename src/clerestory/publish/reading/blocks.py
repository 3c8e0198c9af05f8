"""What a paper shows as blocks that can be commented on, each under an address that edits elsewhere leave alone.

What study.toml names keeps its name; words without one are known by what they say. Nothing is known by its place alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from clerestory.model.desk.documents import (
    Block,
    BlockKind,
    Cell,
    Head,
    Line,
    Look,
    Picture,
    Run,
    Table,
    address_of,
    digest_of,
    distinct,
)
from clerestory.publish.shown import prose
from clerestory.publish.shown.prose import Cells, Code, Heading, Listing, Paragraph, Piece, Quote, Rule, Terms, Words
from clerestory.publish.shown.values import (
    Grid,
    Kind,
    Note,
    RegisterPart,
    ShownCase,
    ShownChart,
    ShownFinding,
    ShownRegister,
    ShownTable,
)

_NUMBER = re.compile(r"\d+(\.\d+)*\. ")  # what the paper's own numbering puts before a heading
_OWN_NUMBER = re.compile(r"(?:Table |Chart )?(\d+(?:\.\d+)*)\.")  # of a heading, table or chart, in its label
Blocks = Iterator[Block]


def blocks_of(pieces: Iterable[tuple[str, Piece]], narrow: Mapping[str, str]) -> tuple[Block, ...]:
    """Give the blocks of pieces in order, each with the heading above it.

    Parameters
    ----------
    pieces : iterable of (str, Piece)
        Each with the address of what it shows, as ``table.t1``; empty for words.
    narrow : mapping of str to str
        The narrow drawing of each chart, by its wide one.
    """
    found = [block for name, piece in pieces for block in _MADE[type(piece)](piece, name)]
    return tuple(_led(_placed([_drawn(block, narrow) for block in found])))


def _drawn(block: Block, narrow: Mapping[str, str]) -> Block:
    picture = block.picture
    return replace(block, picture=replace(picture, narrow=narrow[picture.wide])) if picture else block


def _placed(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with addresses of their own, those of their cells, and the heading above each."""
    section = ""
    for block, own in zip(blocks, distinct(block.id for block in blocks), strict=True):
        yield replace(block, id=own, section=section, table=_addressed(block.table, own))
        section = own if block.kind is BlockKind.HEADING else section


def _addressed(table: Table | None, of: str) -> Table | None:
    if table is None:
        return None
    lines = (replace(line, cells=tuple(_cell(cell, of) for cell in line.cells)) for line in table.lines)
    return replace(table, lines=tuple(lines))


def _cell(cell: Cell, of: str) -> Cell:
    return replace(cell, id=f"{of}.{address_of(cell.row)}.{address_of(cell.column)}")


def _led(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks whose words lead to blocks of this document; a link to anywhere else is words."""
    there = list(blocks)
    anchors = {anchor: block.id for block in there if (anchor := _anchor(block))}
    for block in there:
        runs = tuple(replace(run, to=anchors.get(run.to.removeprefix("#"), "")) for run in block.runs)
        yield replace(block, runs=runs)


def _anchor(block: Block) -> str:
    """Give where the paper's own links lead that lead to a block; none do to the numbers of a chart."""
    word = {BlockKind.HEADING: "section", BlockKind.TABLE: "table", BlockKind.FIGURE: "chart"}.get(block.kind)
    number = _OWN_NUMBER.fullmatch(block.label)
    return f"{word}-{number[1].replace('.', '-')}" if word and number else ""


def _heading(of: Heading, _name: str) -> Blocks:
    first, rest = (of.words[0].text, of.words[1:]) if of.words else ("", ())
    numbered = bool(_NUMBER.fullmatch(first))
    made = _said(BlockKind.HEADING, rest if numbered else of.words, "")
    label = first.strip() if numbered else ""
    yield replace(made, id=f"heading.{address_of(made.text.lower())}", level=of.level, label=label)


def _paragraph(of: Paragraph, _name: str) -> Blocks:
    yield _said(BlockKind.PARAGRAPH, of.words, "p")


def _listing(of: Listing, _name: str, level: int = 1) -> Blocks:
    look = Look.NUMBERED if of.is_numbered else Look.BULLET
    for item in of.items:
        for at, piece in enumerate(item):
            if isinstance(piece, Listing):
                yield from _listing(piece, "", level + 1)
            elif isinstance(piece, Paragraph):
                made = _said(BlockKind.LIST_ITEM if at == 0 else BlockKind.PARAGRAPH, piece.words, "item")
                yield replace(made, level=level, look=look if at == 0 else Look.PLAIN)
            else:
                yield from _MADE[type(piece)](piece, "")


def _quote(of: Quote, _name: str) -> Blocks:
    for piece in of.pieces:
        for block in _MADE[type(piece)](piece, ""):
            yield replace(block, look=Look.QUOTE) if block.kind is BlockKind.PARAGRAPH else block


def _code(of: Code, _name: str) -> Blocks:
    yield Block(f"p.{digest_of(of.text)}", BlockKind.PARAGRAPH, of.text, look=Look.CODE)


def _rule(_of: Rule, _name: str) -> Blocks:
    yield from ()


def _cells(of: Cells, _name: str) -> Blocks:
    title = ", ".join(column.label for column in of.grid.columns)
    yield Block(f"table.{digest_of(title)}", BlockKind.TABLE, title, table=_table_of(of.grid))


def _terms(of: Terms, _name: str) -> Blocks:
    for term, values in of.pairs:
        text = " ".join("; ".join(values).split())
        yield Block(f"term.{address_of(term.lower())}", BlockKind.PARAGRAPH, text, label=term, look=Look.TERM)


def _register_part(of: RegisterPart, name: str) -> Blocks:
    own = name or f"table.{of.anchor}"
    yield Block(own, BlockKind.TABLE, of.title, table=_table_of(of.grid))
    yield from _notes([of.about, *map(_text, of.under)], own)


def _register(of: ShownRegister, _name: str) -> Blocks:
    if of.tables:
        yield from _register_part(of.tables, "table.withheld")
    elif of.nothing:
        yield from _paragraph(Paragraph((prose.Run(of.nothing),)), "")
    for part in of.further:
        yield from _register_part(part, f"table.withheld-{part.anchor.rpartition('-')[2]}")


def _table(of: ShownTable, name: str) -> Blocks:
    table = _table_of(of.grid) if of.grid else None
    yield Block(name, BlockKind.TABLE, of.title, label=f"Table {of.number}.", table=table)
    yield from _notes([*of.about, *_actions(of), *map(_text, of.under)], name)
    for reply in of.replies:
        yield from _notes([f"Reply of {reply.name}", *reply.paragraphs], name)


def _actions(of: ShownTable) -> Iterator[str]:
    """Yield what is suggested for rows: under the table, where a comment finds each."""
    return (f"Action suggested, {row.label}: {row.action}" for row in (of.grid.rows if of.grid else ()) if row.action)


def _chart(of: ShownChart, name: str) -> Blocks:
    picture = Picture(of.description, of.svg, "")
    label = f"Chart {of.number}."
    yield Block(name, BlockKind.FIGURE, of.title, label=label, picture=picture)
    numbers = f"{name}.numbers"
    yield Block(numbers, BlockKind.TABLE, of.title, label=f"{label[:-1]} in numbers.", table=_table_of(of.grid))
    yield from _notes([*of.about, *map(_text, of.under)], name)


def _finding(of: ShownFinding, name: str) -> Blocks:
    yield Block(name, BlockKind.PARAGRAPH, of.title, look=Look.CAPTION)
    for sentence in of.sentences:
        yield from _paragraph(Paragraph((prose.Run(sentence),)), "")
    if of.chart:
        yield from _chart(of.chart, f"chart.{name.partition('.')[2]}")
    for part in of.details:
        own = f"{name}.{address_of(part.summary.lower())}"
        yield Block(own, BlockKind.TABLE, part.summary, table=_table_of(part.grid))
    yield from _notes(map(_text, of.under), name)


def _case(of: ShownCase, name: str) -> Blocks:
    yield Block(name, BlockKind.PARAGRAPH, of.title, look=Look.CAPTION)
    for paragraph in of.paragraphs:
        yield _said(BlockKind.PARAGRAPH, [prose.Run(part.text, is_strong=part.is_mark) for part in paragraph], name)
    marks = (f"{mark} means: {law}." for mark, law in of.marks)
    yield from _notes([of.told, *marks, of.place], name)


def _notes(texts: Iterable[str], of: str) -> Blocks:
    """Yield what stands about and below a table or chart; a note without words was a link to a file."""
    for text in (" ".join(text.split()) for text in texts):
        if text:
            yield Block(f"note.{of}.{digest_of(text)}", BlockKind.NOTE, text)


def _text(note: Note) -> str:
    """Give the words of a note without its files: a reading copy has none, nor what leads to them."""
    text = f"{note.sign} {note.text}".strip()
    return re.sub(r"(?: Table \d+ as CSV)?:$", "", text) if note.links else text


def _said(kind: BlockKind, words: Words | Sequence[prose.Run], prefix: str) -> Block:
    """Give words as a block that is known by what it says."""
    runs = _tidy(words)
    text = "".join(run.text for run in runs)
    has_looks = any(run.is_strong or run.is_emphasis or run.to for run in runs)
    return Block(f"{prefix}.{digest_of(text)}", kind, text, runs=runs if has_looks else ())


def _tidy(words: Iterable[prose.Run]) -> tuple[Run, ...]:
    """Give words with single spaces between them; a line that its writer ended ends there still."""
    made: list[Run] = []
    for word in words:
        text = re.sub(r" *\n *", prose.BREAK, re.sub(r"[^\S\n]+", " ", word.text))
        before = made[-1].text if made else " "
        text = text.lstrip(" ") if before.endswith((" ", prose.BREAK)) else text
        if text:
            made.append(Run(text, word.is_strong, word.is_emphasis, word.address))
    if made:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return tuple(run for run in made if run.text)


def _table_of(grid: Grid) -> Table:
    heads = [Head(c.label, c.group, is_number=c.kind is Kind.NUMBER, is_margin=c.is_margin) for c in grid.columns]
    columns = list(distinct(head.name for head in heads[1:]))
    names = distinct(row.label for row in grid.rows)
    lines = (
        Line(row.label, tuple(Cell("", name, c, v) for c, v in zip(columns, row.values, strict=True)), row.is_margin)
        for name, row in zip(names, grid.rows, strict=True)
    )
    return Table(tuple(heads), tuple(lines))


_MADE: Mapping[type, Callable[[Any, str], Blocks]] = MappingProxyType(
    {
        Heading: _heading,
        Paragraph: _paragraph,
        Listing: _listing,
        Quote: _quote,
        Code: _code,
        Rule: _rule,
        Cells: _cells,
        Terms: _terms,
        RegisterPart: _register_part,
        ShownRegister: _register,
        ShownTable: _table,
        ShownChart: _chart,
        ShownFinding: _finding,
        ShownCase: _case,
    }
)
