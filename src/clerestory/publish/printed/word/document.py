"""A paper as a DOCX document, block by block."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

from docx.oxml import parse_xml
from docx.shared import Emu, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from clerestory.publish.printed.pictures import chart_pictures
from clerestory.publish.printed.sheets import A4, TALLEST, fitted
from clerestory.publish.printed.word.markup import table_xml
from clerestory.publish.printed.word.numbering import begun_list, count_in
from clerestory.publish.printed.word.package import described, packed
from clerestory.publish.printed.word.runs import add_words, mark_place
from clerestory.publish.printed.word.styles import SMALL, empty_document, next_sheet
from clerestory.publish.shown.prose import (
    Cells,
    Code,
    Heading,
    Listing,
    Paragraph,
    Piece,
    Quote,
    Rule,
    Run,
    Terms,
)
from clerestory.publish.shown.values import (
    Grid,
    Note,
    RegisterPart,
    ShownCase,
    ShownChart,
    ShownFinding,
    ShownRegister,
    ShownTable,
)
from clerestory.publish.shown.whole import SUPPORT_ANCHOR, ShownPaper

_TALLEST = Pt(TALLEST)
_DEEPEST = 3  # levels of lists that Word's own styles have


def paper_docx(paper: ShownPaper) -> bytes:
    """Write a paper as DOCX: what its page shows, charts as pictures and in numbers.

    Returns
    -------
    bytes
        The same for the same paper: no date but that of the release.
    """
    writer = _Writer(paper)
    writer.front()
    writer.pieces(paper.pieces)
    return packed(writer.document, described(paper))


class _Writer:
    """Adds one piece after the other to a document."""

    def __init__(self, paper: ShownPaper) -> None:
        self.document = empty_document(paper)
        self._paper = paper
        self._mark = f"{paper.mark} " if paper.mark else ""
        self._pictures = iter(chart_pictures([chart.svg for chart in _charts(paper.pieces)]))
        self._depth = 0

    def front(self) -> None:
        """Add the mark, the title, the title block and the content note."""
        paper = self._paper
        if paper.mark_sentence:
            self._say(Run(paper.mark_sentence, is_strong=True))
        self.heading(Heading(1, "title", (Run(paper.title),)))
        self.terms(paper.block)
        link = Run(paper.note.link, address=f"#{SUPPORT_ANCHOR}")
        self._say(Run(paper.note.name, is_strong=True), Run(f" {paper.note.text} "), link, Run("."))
        self._notes(paper.files)

    def pieces(self, pieces: Iterable[Piece]) -> None:
        """Add pieces in order."""
        for piece in pieces:
            _ADDED[type(piece)](self, piece)

    def heading(self, of: Heading) -> None:
        mark_place(self._say(*of.words, style=f"Heading {of.level}"), of.anchor)

    def paragraph(self, of: Paragraph) -> None:
        self._say(*of.words)

    def listing(self, of: Listing) -> None:
        self._depth += 1
        level = min(self._depth, _DEEPEST)
        style = ("List Number" if of.is_numbered else "List Bullet") + ("" if level == 1 else f" {level}")
        begun = begun_list(self.document, style) if of.is_numbered else None
        for first, *rest in of.items:
            point = self._say(*(first.words if isinstance(first, Paragraph) else ()), style=style)
            if begun is not None:
                count_in(point, begun)
            self.pieces(rest if isinstance(first, Paragraph) else (first, *rest))
        self._depth -= 1

    def quote(self, of: Quote) -> None:
        for piece in of.pieces:
            if isinstance(piece, Paragraph):
                self._say(*piece.words, style="Quote")
            else:
                self.pieces((piece,))

    def code(self, of: Code) -> None:
        for line in of.text.split("\n"):
            self._say(Run(line))

    def rule(self, _: Rule) -> None:
        self.document.add_paragraph()

    def terms(self, of: Terms) -> None:
        for name, values in of.pairs:
            self._say(Run(f"{name}: ", is_strong=True), Run("; ".join(values)))

    def cells(self, of: Cells) -> None:
        with self._sheet_of(of.grid):
            self._grid(of.grid, "")

    def table(self, of: ShownTable) -> None:
        self._titled(f"Table {of.number}. {of.title}", of.grid, anchor=of.anchor, about=of.about, under=of.under)
        for reply in of.replies:
            self._lead(f"Reply of {reply.name} to table {of.number}")
            for paragraph in reply.paragraphs:
                self._say(Run(paragraph))

    def chart(self, of: ShownChart) -> None:
        self._caption(f"Chart {of.number}. {of.title}", of.about, of.anchor)
        self._picture(next(self._pictures), of)
        self._titled(f"Chart {of.number} in numbers", of.grid, under=of.under)

    def finding(self, of: ShownFinding) -> None:
        self._lead(f"{self._mark}{of.title}")
        for sentence in of.sentences:
            self._say(Run(sentence))
        if of.chart:
            self.chart(of.chart)
        for part in of.details:
            self._titled(part.summary, part.grid)
        self._notes(of.under)

    def case(self, of: ShownCase) -> None:
        self._lead(f"{self._mark}{of.title}")
        for parts in of.paragraphs:
            self._say(*(Run(part.text, is_strong=part.is_mark) for part in parts))
        self._notes((Note(of.told), *(Note(f"means: {law}.", mark) for mark, law in of.marks)))
        if of.place:
            self._notes((Note(of.place),))

    def register_part(self, of: RegisterPart) -> None:
        about = (of.about,) if of.about else ()
        self._titled(of.title, of.grid, anchor=of.anchor, about=about, under=of.under)

    def register(self, of: ShownRegister) -> None:
        if of.tables:
            self.register_part(of.tables)
        else:
            self._say(Run(of.nothing))
        self.pieces(of.further)

    def _say(self, *words: Run, style: str = "", size: float = 0) -> WordParagraph:
        paragraph = self.document.add_paragraph()
        if style:  # set by its id: a look-up by name reads every style of the template, for every paragraph
            paragraph._p.style = style.replace(" ", "")
        add_words(paragraph, words, size=size)
        return paragraph

    def _lead(self, title: str) -> None:
        """Add the title of what is no section; it stands on the page of what it leads."""
        self._say(Run(title, is_strong=True)).paragraph_format.keep_with_next = True

    def _caption(self, title: str, about: Sequence[str], anchor: str) -> None:
        caption = self._say(Run(f"{self._mark}{title}", is_strong=True), style="Caption")
        if anchor:
            mark_place(caption, anchor)
        for sentence in about:
            self._say(Run(sentence), style="Caption", size=SMALL)

    def _titled(
        self, title: str, grid: Grid | None, *, anchor: str = "", about: Sequence[str] = (), under: Sequence[Note] = ()
    ) -> None:
        with self._sheet_of(grid):
            self._caption(title, about, anchor)
            if grid is not None:
                self._grid(grid, title)
            self._notes(under)

    @contextmanager
    def _sheet_of(self, grid: Grid | None) -> Iterator[None]:
        """Put what is added on the sheet that a table needs, and what comes after it on the usual one."""
        sheet = A4 if grid is None else fitted(grid).sheet
        if sheet != A4:
            next_sheet(self.document, sheet)
        yield
        if sheet != A4:
            next_sheet(self.document, A4)

    def _grid(self, grid: Grid, title: str) -> None:
        body = self.document.element.body
        body.insert_element_before(parse_xml(table_xml(grid, f"{self._mark}{title}")), "w:sectPr")
        space = self.document.add_paragraph()  # Word joins tables that touch
        space.paragraph_format.space_after = Pt(0)

    def _notes(self, notes: Iterable[Note]) -> None:
        for note in notes:
            files = ", ".join(f"{link.words} ({link.file})" for link in note.links)
            words = " ".join(part for part in (note.text, files) if part)
            sign = (Run(f"{note.sign} ", is_strong=True),) if note.sign else ()
            self._say(*sign, Run(words), size=SMALL)

    def _picture(self, png: bytes, of: ShownChart) -> None:
        section = self.document.sections[-1]
        room = Emu(section.page_width - section.left_margin - section.right_margin)
        shape = self.document.add_picture(io.BytesIO(png), width=room)
        if shape.height > _TALLEST:
            shape.width, shape.height = Emu(round(shape.width * _TALLEST / shape.height)), _TALLEST
        described = shape._inline.docPr
        described.set("title", f"{self._mark}{of.title}")
        described.set("descr", of.description)


_ADDED: Mapping[type, Callable[[_Writer, Any], None]] = MappingProxyType(
    {
        Heading: _Writer.heading,
        Paragraph: _Writer.paragraph,
        Listing: _Writer.listing,
        Quote: _Writer.quote,
        Code: _Writer.code,
        Rule: _Writer.rule,
        Terms: _Writer.terms,
        Cells: _Writer.cells,
        ShownTable: _Writer.table,
        ShownChart: _Writer.chart,
        ShownFinding: _Writer.finding,
        ShownCase: _Writer.case,
        RegisterPart: _Writer.register_part,
        ShownRegister: _Writer.register,
    }
)


def _charts(pieces: Iterable[Piece]) -> Iterator[ShownChart]:
    """Yield the charts in the order in which they are added; a reference to one stands in no list."""
    for piece in pieces:
        chart = piece.chart if isinstance(piece, ShownFinding) else piece
        if isinstance(chart, ShownChart):
            yield chart
