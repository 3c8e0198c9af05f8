"""A whole paper as it is printed: title, title block, text, and the accounts and the support after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.publish.paper.reading import Paper
from clerestory.publish.release.contents import Contents
from clerestory.publish.shown.accounts import CLAIMS_HEADING, CLAIMS_TITLE, claims_grid, claims_note
from clerestory.publish.shown.blocks import Numbering
from clerestory.publish.shown.front import (
    ABOUT_HEADING,
    CONTENT_NOTE,
    FACTS_ABOUT,
    FACTS_HEADING,
    SUPPORT,
    ContentNote,
    Entry,
    about_paper,
    shown_facts,
    title_block,
    workbook_links,
)
from clerestory.publish.shown.prose import Heading, Paragraph, Piece, Run, Terms, shown_pieces
from clerestory.publish.shown.values import Note, RegisterPart

CONTENTS = "Contents"  # the heading of the list of sections
ABOUT_ANCHOR, SUPPORT_ANCHOR = "about-paper", "support"
LANGUAGE = "en-GB"


@dataclass(frozen=True)
class ShownPaper:
    """Everything that a printed paper shows, in order.

    Attributes
    ----------
    mark, mark_sentence : str
        The mark of cases that are not real, and the sentence that says so; empty where they are.
    files : tuple of Note
        Files of the release that hold what the whole paper shows.
    date : date
        Of publication; the only date that a file of the paper bears.
    """

    title: str
    publisher: str
    date: dt.date
    mark: str
    mark_sentence: str
    block: Terms
    note: ContentNote
    files: tuple[Note, ...]
    pieces: tuple[Piece, ...]

    @property
    def marked_title(self) -> str:
        """The title with the mark before it."""
        return f"{self.mark}: {self.title}" if self.mark else self.title

    @property
    def keywords(self) -> tuple[str, ...]:
        """What catalogues file the paper under."""
        return (*((self.mark,) if self.mark else ()), self.publisher, "statistics", "protected tables")


def shown_paper(paper: Paper, contents: Contents) -> ShownPaper:
    """Give a paper with everything that it shows."""
    study = contents.settings.study
    return ShownPaper(
        title=study.title,
        publisher=study.publisher,
        date=contents.settings.release.date,
        mark=study.data.mark,
        mark_sentence=study.data.mark_sentence,
        block=_terms(title_block(contents)),
        note=CONTENT_NOTE,
        files=(Note("", links=workbook_links(contents)),),
        pieces=(*_told(paper, contents), *_after(paper, contents)),
    )


def _terms(entries: tuple[Entry, ...]) -> Terms:
    return Terms(tuple((entry.name, entry.items or (entry.text,)) for entry in entries))


def _told(paper: Paper, contents: Contents) -> Iterator[Piece]:
    """Yield the paper; what is said about it stands after the summary, so that the answer comes first."""
    pieces = tuple(shown_pieces(paper, Numbering(contents)))
    sections = [at for at, piece in enumerate(pieces) if isinstance(piece, Heading) and piece.level == 2]
    at = [*sections, len(pieces)][1] if paper.has_summary else 0
    yield from pieces[:at]
    yield _heading(ABOUT_ANCHOR, ABOUT_HEADING)
    yield _terms(about_paper(contents))
    yield from pieces[at:]


def _after(paper: Paper, contents: Contents) -> Iterator[Piece]:
    if contents.claims:
        grid = claims_grid(contents.claims, contents.named)
        yield _heading("claims", CLAIMS_HEADING)
        yield RegisterPart("claims-table", CLAIMS_TITLE, "", grid, (claims_note(contents),))
    facts = shown_facts(paper, contents)
    if facts:
        yield _heading("facts", FACTS_HEADING)
        yield Paragraph((Run(FACTS_ABOUT),))
        yield Terms(tuple((value, (source,)) for value, source in facts))
    yield _heading(SUPPORT_ANCHOR, SUPPORT.heading)
    yield Paragraph((Run(f"{SUPPORT.text} "), Run(SUPPORT.link, address=SUPPORT.address), Run(".")))


def _heading(anchor: str, text: str) -> Heading:
    return Heading(2, anchor, (Run(text),))
