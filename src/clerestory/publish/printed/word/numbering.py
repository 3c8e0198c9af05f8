"""Numbered lists in DOCX: each begins with 1, where Word would count on from one list of a style to the next."""

from __future__ import annotations

from docx.document import Document
from docx.text.paragraph import Paragraph


def begun_list(document: Document, style: str) -> int:
    """Begin a list of a numbered style; gives the id under which its points are counted."""
    numbering = document.part.numbering_part.element
    of_style = numbering.num_having_numId(document.styles[style].element.pPr.numPr.numId.val)
    begun = numbering.add_num(of_style.abstractNumId.val)
    begun.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(begun.numId)


def count_in(paragraph: Paragraph, begun: int) -> None:
    """Count a paragraph as the next point of a list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = begun
