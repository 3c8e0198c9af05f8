"""A section of a paper in words: what its paragraphs and points say, without its tables and charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from clerestory.publish.paper.reading import Paper
from clerestory.publish.paper.structure import Section
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.prose import Listing, Paragraph, Piece, Words, shown_pieces


def section_in_words(section: Section, paper: Paper, contents: Contents) -> tuple[str, ...]:
    """Give the paragraphs and points of a section, one text each, in order; those of its parts among them."""
    # Tables and charts are numbered anew from here: their numbers stand in none of these words.
    pieces = shown_pieces(replace(paper, tokens=section.tokens), Numbering(contents))
    return tuple(text for piece in pieces for text in _said(piece))


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
