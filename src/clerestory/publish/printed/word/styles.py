"""Page, language and looks of a DOCX paper, and what runs along with every page."""

from __future__ import annotations

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Pt, RGBColor

from clerestory.publish.printed.sheets import A4, MARGIN, Sheet
from clerestory.publish.printed.word.markup import SPACE
from clerestory.publish.shown.whole import LANGUAGE, ShownPaper

_FONT = "Arial"
_INK = RGBColor(0x1B, 0x1F, 0x23)
_SIZES = {"Normal": 10.5, "Heading 1": 20.0, "Heading 2": 15.0, "Heading 3": 12.0, "Caption": 10.5}
SMALL = 9.0  # points, of what stands below a table


def empty_document(paper: ShownPaper) -> Document:
    """Give a document without text: A4, in British English, the mark and the title on every page."""
    document = plain_document()
    _running(document.sections[0], paper)
    return document


def plain_document() -> Document:
    """Give a document without text and with nothing that runs along: A4, in British English."""
    document = docx.Document()
    for name, size in _SIZES.items():
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        for found in properties.findall(qn("w:rFonts")):
            properties.remove(found)  # fonts of a theme, which would win
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _INK
    document.styles["Caption"].paragraph_format.keep_with_next, document.styles["Caption"].font.bold = True, False
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
    set_sheet(document.sections[0], A4)
    return document


def set_sheet(section: Section, sheet: Sheet) -> None:
    """Give a section its sheet."""
    section.page_width, section.page_height = Pt(sheet.width), Pt(sheet.height)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.width > sheet.height else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Pt(MARGIN)


def next_sheet(document: Document, sheet: Sheet) -> None:
    """Begin a page of another sheet, on which the headings stand that were said last; no page is left empty."""
    set_sheet(document.add_section(WD_SECTION.NEW_PAGE), sheet)
    ended = document.element.body[-2]  # the paragraph that holds the sheet of all before it
    while (before := ended.getprevious()) is not None and _is_heading(before):
        ended.addnext(before)
    if before is not None and next(before.iter(qn("w:sectPr")), None) is not None:
        ended.getparent().remove(ended)


def _is_heading(element: BaseOxmlElement) -> bool:
    styles = element.iterfind(f"{qn('w:pPr')}/{qn('w:pStyle')}") if element.tag == qn("w:p") else ()
    return any(style.get(qn("w:val")).startswith("Heading") for style in styles)


def _running(section: Section, paper: ShownPaper) -> None:
    head = section.header.paragraphs[0]
    head.add_run(paper.marked_title).font.size = Pt(SMALL)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number = '<w:fldSimple {} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    foot._p.append(parse_xml(number.format(SPACE)))
