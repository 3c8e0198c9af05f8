"""The text of a paper as pieces: headings, paragraphs, lists and the like, with what its blocks show between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.tree import SyntaxTreeNode

from clerestory.publish.paper.places import PLACE, filled, number_at
from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.references import Block
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.values import Column, Grid, Kind, RegisterPart, Row, Shown, ShownNote

BREAK = "\n"  # a line that ends where its writer wants it to


@dataclass(frozen=True)
class Run:
    """Words of one look; ``address`` is where a link leads, ``#`` before an anchor of the paper."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    address: str = ""


Words = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the paper alone is of level 1."""

    level: int
    anchor: str
    words: Words


@dataclass(frozen=True)
class Paragraph:
    """Words of one paragraph."""

    words: Words


@dataclass(frozen=True)
class Listing:
    """Points, or numbered ones; each is pieces."""

    is_numbered: bool
    items: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Code:
    """Lines that stand as they are."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True)
class Cells:
    """A table of words that has no number of its own."""

    grid: Grid


@dataclass(frozen=True)
class Terms:
    """Terms, each with what it stands for."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...]


Piece = Heading | Paragraph | Listing | Quote | Code | Rule | Cells | Terms | RegisterPart | Shown


def shown_pieces(paper: Paper, numbering: Numbering) -> tuple[Piece, ...]:
    """Give the text of a paper, what its references print in their places, as pieces in order."""
    return tuple(_Reader(paper, numbering).pieces(SyntaxTreeNode(list(paper.tokens)).children))


class _Reader:
    """Reads the tree of a paper's Markdown; each node but inline ones makes a piece."""

    def __init__(self, paper: Paper, numbering: Numbering) -> None:
        self._references = paper.references
        self._printed = ["" if isinstance(what, Block) else what for what in paper.references]
        self._numbering = numbering

    def pieces(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Piece]:
        for node in nodes:
            yield self._piece(node)

    def _piece(self, node: SyntaxTreeNode) -> Piece:
        kind = node.type
        if kind == "heading":
            return Heading(int(node.tag[1]), str(node.attrs.get("id", "")), self._words(node))
        if kind in ("bullet_list", "ordered_list"):
            items = tuple(tuple(self.pieces(item.children)) for item in node.children)
            return Listing(kind == "ordered_list", items)
        if kind == "blockquote":
            return Quote(tuple(self.pieces(node.children)))
        if kind in ("fence", "code_block"):
            return Code(self._filled(node.content).rstrip("\n"))
        if kind == "table":
            return Cells(self._grid(node))
        return Rule() if kind == "hr" else self._paragraph(node)

    def _paragraph(self, node: SyntaxTreeNode) -> Piece:
        place = PLACE.fullmatch(node.children[0].content)
        what = self._references[number_at(place)] if place else ""
        shown = self._numbering.shown(what) if isinstance(what, Block) else Paragraph(self._words(node))
        return _of_note(shown) if isinstance(shown, ShownNote) else shown

    def _words(self, node: SyntaxTreeNode) -> Words:
        return tuple(run for inline in node.children for child in inline.children for run in self._runs(child))

    def _runs(self, node: SyntaxTreeNode) -> Iterator[Run]:
        within = [run for child in node.children for run in self._runs(child)]
        if node.type == "strong":
            yield from (replace(run, is_strong=True) for run in within)
        elif node.type == "em":
            yield from (replace(run, is_emphasis=True) for run in within)
        elif node.type == "link":
            yield from (replace(run, address=str(node.attrs["href"])) for run in within)
        elif node.type in ("softbreak", "hardbreak"):
            yield Run(" " if node.type == "softbreak" else BREAK)
        elif node.content:
            yield Run(self._filled(node.content))

    def _filled(self, text: str) -> str:
        return filled(text, self._printed)

    def _grid(self, node: SyntaxTreeNode) -> Grid:
        head, *bodies = node.children
        columns = tuple(Column(self._text(cell), _kind_of(cell)) for cell in head.children[0].children)
        lines = ([self._text(cell) for cell in line.children] for body in bodies for line in body.children)
        return Grid(columns, tuple(Row(line[0], tuple(line[1:])) for line in lines))

    def _text(self, node: SyntaxTreeNode) -> str:
        return "".join(run.text for run in self._words(node))


def _of_note(note: ShownNote) -> Piece:
    lead, *said = (Paragraph((Run(text),)) for text in (note.lead, *note.paragraphs))
    return Quote((lead, *said)) if said else lead


def _kind_of(cell: SyntaxTreeNode) -> Kind:
    return Kind.NUMBER if "right" in str(cell.attrs.get("style", "")) else Kind.TEXT
