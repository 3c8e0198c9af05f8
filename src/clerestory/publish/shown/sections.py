"""The sections of a paper in words: what its paragraphs and points say, without its tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clerestory.publish.contents import Contents
from clerestory.publish.paper import Paper
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.prose import Heading, Listing, Paragraph, Piece, Words, shown_pieces

_SECTION = 2  # the level of a section; the title of the paper is of level 1


def sections_in_words(paper: Paper, contents: Contents) -> dict[str, tuple[str, ...]]:
    """Give each section by its anchor: its paragraphs and points, one text each, in order; parts of it among them."""
    sections: dict[str, list[str]] = {}
    said: list[str] = []  # before the first heading nothing is a section
    for piece in shown_pieces(paper, Numbering(contents)):
        if isinstance(piece, Heading) and piece.level == _SECTION:
            said = sections.setdefault(piece.anchor, [])
        else:
            said.extend(_said(piece))
    return {anchor: tuple(texts) for anchor, texts in sections.items()}


def _said(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Paragraph):
        yield _text(piece.words)
    elif isinstance(piece, Listing):
        yield from (" ".join(_all(item)) for item in piece.items)


def _all(pieces: Iterable[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from _said(piece)


def _text(words: Words) -> str:
    return " ".join("".join(run.text for run in words).split())
