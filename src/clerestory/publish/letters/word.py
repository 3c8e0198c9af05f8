"""A letter as DOCX: styles that screen readers tell, its language, its title, and no date but its own."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from clerestory.model.answers.written import LetterOut
from clerestory.publish.letters.laid import Laid, LaidBlock, laid_out
from clerestory.publish.printed.word.package import Described, packed
from clerestory.publish.printed.word.styles import plain_document

_STYLES = {Laid.TITLE: "Heading 1", Laid.HEADING: "Heading 2", Laid.ITEM: "List Bullet"}
_SIZES = {Laid.TITLE: Pt(14), Laid.HEADING: Pt(12)}  # smaller than those of a paper
_ROOM = Pt(42)  # for a hand that signs on paper; nothing is drawn there


def letter_docx(letter: LetterOut) -> bytes:
    """Give a letter as DOCX; the same letter gives the same bytes."""
    document = plain_document()
    for block in laid_out(letter):
        _add(document, block)
    return packed(document, _described(letter))


def _described(letter: LetterOut) -> Described:
    mark = letter.data.mark_sentence
    return Described(letter.title, mark or letter.title, letter.office[0], letter.date, comments=mark)


def _add(document: Document, block: LaidBlock) -> None:
    paragraph = document.add_paragraph(style=_STYLES.get(block.kind))
    for at, line in enumerate(block.lines):
        if at:
            paragraph.add_run().add_break()
        run = paragraph.add_run(line)
        run.font.size, run.bold = _SIZES.get(block.kind), True if block.kind is Laid.MARK else None
    _place(paragraph, block.kind)


def _place(paragraph: Paragraph, kind: Laid) -> None:
    if kind is Laid.OFFICE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if kind is Laid.SIGNATORY:
        paragraph.paragraph_format.space_before = _ROOM
