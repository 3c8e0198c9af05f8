"""A PDF is read to blocks of what a reader sees; pages that are pictures are read by OCR."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pypdfium2
import pypdfium2.raw as pdfium

from clerestory.model.redaction.documents import Block, Document, Format, Picture, Role
from clerestory.protect.documents.pdf.behind import behind
from clerestory.protect.documents.pdf.drawing import Sheets
from clerestory.protect.documents.pdf.letters import seen_text
from clerestory.protect.documents.pdf.limits import LIMITS, refuse
from clerestory.protect.documents.pdf.lines import Line, regions
from clerestory.protect.documents.pdf.ocr import read_picture, required_tesseract
from clerestory.protect.documents.pdf.opening import damaged, opened
from clerestory.protect.documents.pdf.paragraphs import blocks_of, body_size, heading_sizes
from clerestory.protect.documents.pdf.scans import is_scan, picture_of_page, pictures_of_file
from clerestory.protect.documents.pictures import SIGNS

HIDDEN = "letters that are not seen"
PICTURES = "pictures"


@dataclass(frozen=True, repr=False)
class _Page:
    """A page as it was looked at: its lines, or its picture where it is a scan."""

    number: int
    regions: Sequence[Sequence[Line]] = ()
    png: bytes = b""
    left: Counter[str] = field(default_factory=Counter)


def read_pdf(data: bytes, where: str) -> Document:
    """Read a PDF to blocks of what a reader sees, in reading order.

    Parameters
    ----------
    data : bytes
    where : str
        Names the file in messages.

    Returns
    -------
    Document
        Pages that are pictures have a block for each paragraph that OCR read, and their picture.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, or beyond the limits, or if a page is a scan and tesseract is not installed.
    """
    with opened(data, where) as (seen, pdf):
        left = behind(data, pdf)
        sheets = Sheets()
        pages = [_page(where, seen, number, sheets=sheets) for number in range(1, len(seen) + 1)]
    for page in pages:
        left.update(page.left)
    if sum(bool(page.png) for page in pages) > LIMITS.scanned_pages:
        raise refuse(where, f"more than {LIMITS.scanned_pages:,} pages are scans", remedy="Split the file.")
    blocks, pictures = _composed(pages)
    return Document(Format.PDF, tuple(blocks), tuple(pictures), MappingProxyType(dict(+left)))


def read_exhibit(data: bytes, where: str) -> Document:
    """Read a picture of a file by OCR; a TIFF has a picture for each of its pages.

    Raises
    ------
    DocumentError
        If it is no such picture, or tesseract is not installed: then nothing of it may leave.
    """
    pages = pictures_of_file(data, where)
    required_tesseract(where)
    blocks: list[Block] = []
    pictures: list[Picture] = []
    for number, png in enumerate(pages, 1):
        found, picture = read_picture(png, page=number, first_block=len(blocks))
        blocks += found
        pictures.append(picture)
    form = next(form for sign, form in SIGNS.items() if data.startswith(sign))
    return Document(form, tuple(blocks), tuple(pictures))


def _page(where: str, pdf: pypdfium2.PdfDocument, number: int, *, sheets: Sheets) -> _Page:
    try:
        page = _flat_page(where, pdf, number)
    except pypdfium2.PdfiumError:
        raise damaged(where, number) from None
    try:
        return _looked_at(where, page, number, sheets=sheets)
    finally:
        page.close()


def _flat_page(where: str, pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Open a page; what its form fields show becomes part of it, in memory, and other annotations go."""
    page = pdf[number - 1]
    if page.get_width() * page.get_height() > LIMITS.page_area:
        raise refuse(where, f"page {number} is larger than A0", remedy="Take the page out.")
    if pdf.formenv is None:
        return page
    for at in reversed(range(pdfium.FPDFPage_GetAnnotCount(page))):
        if not _is_shown_field(page, at):
            pdfium.FPDFPage_RemoveAnnot(page, at)
    page.flatten()
    page.close()
    return pdf[number - 1]


def _is_shown_field(page: pypdfium2.PdfPage, at: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(page, at)
    try:
        hides = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW | pdfium.FPDF_ANNOT_FLAG_INVISIBLE
        is_field = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
        return is_field and not pdfium.FPDFAnnot_GetFlags(annotation) & hides
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def _looked_at(where: str, page: pypdfium2.PdfPage, number: int, *, sheets: Sheets) -> _Page:
    seen = seen_text(page, sheets)
    left = Counter({HIDDEN: seen.hidden})
    if not is_scan(page, seen):
        left[PICTURES] = sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
        return _Page(number, regions(seen.letters), left=left)
    left[HIDDEN] += sum(not sign.isspace() for sign in seen.letters.signs)
    required_tesseract(f"{where}, page {number}")  # a page that nobody read is never left out in silence
    return _Page(number, png=picture_of_page(page), left=left)


def _composed(pages: Sequence[_Page]) -> tuple[list[Block], list[Picture]]:
    """Give blocks and pictures of all pages; sizes of headings are those of the whole document."""
    lines = [page.regions for page in pages]
    headings = heading_sizes(lines, body_size(lines))
    blocks: list[Block] = []
    pictures: list[Picture] = []
    for page in pages:
        if page.png:
            found, picture = read_picture(page.png, page=page.number, first_block=len(blocks))
            pictures.append(picture)
            blocks += found
        for region in page.regions:
            blocks += blocks_of(region, page=page.number, headings=headings, tables=_tables(blocks))
    return blocks, pictures


def _tables(blocks: Sequence[Block]) -> int:
    return max((block.table for block in blocks if block.role is Role.CELL), default=0)
