"""Words of a paragraph in DOCX: runs, links and places that links lead to."""

from __future__ import annotations

from collections.abc import Iterable

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from clerestory.publish.printed.word.markup import SPACE, run_xml
from clerestory.publish.shown.prose import BREAK, Run


def add_words(paragraph: Paragraph, words: Iterable[Run], *, size: float = 0) -> None:
    """Add words to a paragraph; ``size`` in points, 0 for that of its style."""
    for run in words:
        paragraph._p.append(parse_xml(_run(paragraph, run, size)))


def mark_place(paragraph: Paragraph, anchor: str) -> None:
    """Make a paragraph a place that links lead to."""
    name = _bookmark(anchor)
    number = len(paragraph.part.element.xpath("//w:bookmarkStart"))
    for tag in (f'Start {SPACE} w:id="{number}" w:name="{name}"', f'End {SPACE} w:id="{number}"'):
        paragraph._p.append(parse_xml(f"<w:bookmark{tag}/>"))


def _run(paragraph: Paragraph, run: Run, size: float) -> str:
    if run.text == BREAK:
        return f"<w:r {SPACE}><w:br/></w:r>"
    made = run_xml(run.text, bold=run.is_strong, italic=run.is_emphasis, size=size, underlined=bool(run.address))
    if not run.address:
        return made.replace("<w:r>", f"<w:r {SPACE}>", 1)
    if run.address.startswith("#"):
        return f'<w:hyperlink {SPACE} w:anchor="{_bookmark(run.address[1:])}">{made}</w:hyperlink>'
    relation = paragraph.part.relate_to(run.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    return f'<w:hyperlink {SPACE} r:id="{relation}">{made}</w:hyperlink>'


def _bookmark(anchor: str) -> str:
    """Give the name of a place; Word takes no hyphens."""
    return "to_" + "".join(sign if sign.isalnum() else "_" for sign in anchor)
