"""Words beside the pages: properties, bookmarks, comments, links, and files within the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

from clerestory.model.redaction.inspection import Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.annotations import annotations_of, box_of, text_of
from clerestory.protect.documents.inspection.opening import OpenedPdf
from clerestory.protect.documents.inspection.tokens import unknown_in

MOST_BOOKMARKS = 50_000
_FILE = (Way.FILE,)
_PROPERTIES = ("/Title", "/Subject", "/Keywords")
_XMP = re.compile(r"<(dc:(?:title|description|subject)|pdf:Keywords)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# Words that programs and people put into titles, which name nobody.
_USUAL = re.compile(
    "microsoft|word|excel|powerpoint|document|untitled|title|report|redacted|final|version|draft|copy|scan(ned)?"
    "|pages?|docx?|pdf|odt|file|image|img|default|xml|lang",
    re.IGNORECASE,
)
_TELLING = re.compile(r"[A-Z][a-z]|[0-9]{4}|[A-Z]{2}")


def elsewhere_traces(pdf: OpenedPdf, known: Counter[str]) -> Iterator[Trace]:
    """Give words beside the pages that no page shows; to be asked of a file that looks redacted."""
    for words in _properties(pdf.objects):
        if len(_telling(words, known)) > 1:
            yield _trace(Fault.ELSEWHERE, 0, words, Sureness.UNSURE)
    for words in _bookmarks(pdf.objects):
        if _telling(words, known):
            yield _trace(Fault.ELSEWHERE, 0, words, Sureness.LIKELY)
    for number, page in enumerate(pdf.objects.pages, start=1):
        yield from _on_page(page, number, known)
    for name in _attachments(pdf.objects):
        yield _trace(Fault.ATTACHMENT, 0, name, Sureness.LIKELY)


def _telling(words: str, known: Counter[str]) -> list[str]:
    """Give the words that no page shows and that may be names or numbers."""
    return [word for word in unknown_in(words, known) if _TELLING.match(word) and not _USUAL.fullmatch(word)]


def _trace(fault: Fault, page: int, words: str, sureness: Sureness) -> Trace:
    return Trace(fault, page, None, sureness, _FILE, words, sum(sign.isalnum() for sign in words))


def _properties(pdf: pikepdf.Pdf) -> Iterator[str]:
    information = pdf.trailer.get("/Info", pikepdf.Dictionary())
    told = {text_of(information, key) for key in _PROPERTIES}
    metadata = pdf.Root.get("/Metadata")
    if isinstance(metadata, pikepdf.Stream):
        packet = metadata.read_bytes().decode("utf-8", "replace")
        told |= {" ".join(_TAG.sub(" ", found[0]).split()) for found in _XMP.finditer(packet)}
    yield from sorted(told)


def _bookmarks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Give the titles of the outline, each once, however its items refer to one another."""
    outline = pdf.Root.get("/Outlines")
    met: set[tuple[int, int]] = set()
    waiting = [outline]
    while waiting and len(met) < MOST_BOOKMARKS:
        item = waiting.pop()
        if not isinstance(item, pikepdf.Dictionary) or item.objgen in met:
            continue
        met.add(item.objgen)
        yield text_of(item, "/Title")
        waiting += [item.get("/Next"), item.get("/First")]


def _on_page(page: pikepdf.Page, number: int, known: Counter[str]) -> Iterator[Trace]:
    for annotation in annotations_of(page):
        action = annotation.get("/A")
        link = text_of(action, "/URI") if isinstance(action, pikepdf.Dictionary) else ""
        words = link.removeprefix("mailto:") if link.startswith("mailto:") else text_of(annotation, "/Contents")
        if unknown_in(words, known) and annotation.get("/Subtype") != "/Widget":
            letters = sum(sign.isalnum() for sign in words)
            yield Trace(Fault.ELSEWHERE, number, box_of(annotation), Sureness.LIKELY, _FILE, words, letters)
        if annotation.get("/Subtype") == "/FileAttachment":
            yield Trace(Fault.ATTACHMENT, number, box_of(annotation), Sureness.LIKELY, _FILE)


def _attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    yield from pdf.attachments
