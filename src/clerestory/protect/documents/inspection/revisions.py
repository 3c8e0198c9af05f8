"""Earlier revisions of a file that was saved by adding to its end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import pikepdf
import pypdfium2 as pdfium

from clerestory.model.redaction.inspection import Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.opening import OpenedPdf
from clerestory.protect.documents.inspection.tokens import tokens

MOST_REVISIONS = 12
_LEAST_LETTERS = 2
_END = re.compile(rb"%%EOF[ \t]*(\r\n|\r|\n)?")
_FILE = (Way.FILE,)


def revision_count(pdf: OpenedPdf) -> int:
    """Give how many earlier revisions the bytes of a file seem to hold."""
    return max(len(_END.findall(pdf.data)) - 1, 0)


def revision_traces(pdf: OpenedPdf) -> Iterator[Trace]:
    """Give what earlier revisions show and the last one does not, by page; nothing twice."""
    told: set[tuple[int, str]] = set()
    ends = [found.end() for found in _END.finditer(pdf.data)][:-1]
    for end in reversed(ends[-MOST_REVISIONS:]):
        for trace in _before(pdf, pdf.data[:end]):
            if (trace.page, trace.words) not in told:
                told.add((trace.page, trace.words))
                yield trace


def _before(pdf: OpenedPdf, data: bytes) -> Iterator[Trace]:
    """Compare one revision with the last; what cannot be opened is no revision (a linearised file has two ends)."""
    try:
        drawn = pdfium.PdfDocument(data)
        objects = pikepdf.open(BytesIO(data), attempt_recovery=False, suppress_warnings=True)
    except (pdfium.PdfiumError, pikepdf.PdfError):
        return
    try:
        yield from _words(pdf.drawn, drawn)
        yield from _pictures(pdf.objects, objects)
    finally:
        drawn.close()
        objects.close()


def _words(now: pdfium.PdfDocument, before: pdfium.PdfDocument) -> Iterator[Trace]:
    for place in range(len(before)):
        there = _text(now, place) if place < len(now) else ""
        gone = tokens(_text(before, place)) - tokens(there)
        if (letters := sum(len(word) * often for word, often in gone.items())) > _LEAST_LETTERS:
            words = " ".join(gone)
            yield Trace(Fault.REVISION, place + 1, None, Sureness.SURE, _FILE, words, letters)


def _text(pdf: pdfium.PdfDocument, place: int) -> str:
    page = pdf[place]
    text_page = page.get_textpage()
    text: str = text_page.get_text_bounded()
    text_page.close()
    page.close()
    return text


def _pictures(now: pikepdf.Pdf, before: pikepdf.Pdf) -> Iterator[Trace]:
    for place in range(min(len(before.pages), len(now.pages))):
        if _picture_hashes(before.pages[place]) - _picture_hashes(now.pages[place]):
            yield Trace(Fault.REVISION, place + 1, None, Sureness.LIKELY, _FILE)


def _picture_hashes(page: pikepdf.Page) -> Counter[bytes]:
    return Counter(sha256(picture.read_raw_bytes()).digest() for picture in page.get_images().values())
