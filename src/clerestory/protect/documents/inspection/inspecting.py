"""Inspect a PDF: each page, then what the file holds beside its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from clerestory.model.redaction.inspection import Inspection, Trace
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents.inspection.annotations import annotation_traces
from clerestory.protect.documents.inspection.blank_boxes import blank_boxes, width_traces
from clerestory.protect.documents.inspection.elsewhere import elsewhere_traces
from clerestory.protect.documents.inspection.leftovers import orphan_traces, thumbnail_traces
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.opening import OpenedPdf, opened
from clerestory.protect.documents.inspection.pixelated import pictures_not_looked_into, pixelated_traces
from clerestory.protect.documents.inspection.revisions import MOST_REVISIONS, revision_count, revision_traces
from clerestory.protect.documents.inspection.structure import marked_traces, structure_traces
from clerestory.protect.documents.inspection.tokens import has_mark, tokens
from clerestory.protect.documents.inspection.unseen import unseen


@dataclass(repr=False)
class _Gathered:
    """What the pages gave so far."""

    traces: list[Trace] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    widths: set[float] = field(default_factory=set)
    remarks: list[Trace] = field(default_factory=list)
    not_examined: list[str] = field(default_factory=list)
    has_marks: bool = False


def inspect_pdf(path: Path, *, progress: Progress = SILENT) -> Inspection:
    """Find bad redactions in a PDF, anybody's.

    Parameters
    ----------
    path : Path
    progress : Progress
        Told of each page.

    Returns
    -------
    Inspection
        Its traces hold words of the file: confidential.

    Raises
    ------
    DocumentError
        If it cannot be read, is locked, or is made to exhaust its reader.
    """
    with opened(path) as pdf:
        pages = len(pdf.drawn)
        gathered = _Gathered()
        progress.begin(f"inspecting {path.name}", pages)
        for place in range(pages):
            _gather(pdf, place, gathered)
            progress.advance()
        looks_redacted = bool(gathered.has_marks or gathered.widths or gathered.traces)
        found = chain(gathered.traces, _of_file(pdf, gathered, looks_redacted=looks_redacted))
        traces = sorted([*found, *gathered.remarks], key=_place)
        return Inspection(pages, tuple(traces), looks_redacted, tuple(gathered.not_examined))


def _place(trace: Trace) -> tuple[int, float, float]:
    return (trace.page, -trace.box.top, trace.box.left) if trace.box else (trace.page, 0.0, 0.0)


def _gather(pdf: OpenedPdf, place: int, gathered: _Gathered) -> None:
    """Look at one page."""
    drawn = pdf.drawn[place]
    page = LookedAt(place + 1, drawn, pdf.objects.pages[place], _layers_off(pdf))
    hidden = list(unseen(page))
    seen = tokens(page.letters.signs) - tokens(" ".join(trace.words for trace in hidden))
    boxes = blank_boxes(page)
    widths = {box.right - box.left for box in boxes}
    gathered.traces += chain(hidden, _of_page(page, seen))
    gathered.remarks += width_traces(page, boxes, widths | gathered.widths)
    gathered.widths |= widths
    gathered.seen += seen
    gathered.has_marks = gathered.has_marks or has_mark(page.letters.signs)
    if not (page.drawing.is_whole and page.letters.is_whole):
        gathered.not_examined.append(f"page {page.number}: more objects or letters than are looked at")
    if pictures := pictures_not_looked_into(page):
        gathered.not_examined.append(
            f"page {page.number}: pictures that are too large or too many for squares: {pictures}"
        )
    page.letters.text_page.close()
    drawn.close()


def _of_page(page: LookedAt, seen: Counter[str]) -> Iterator[Trace]:
    yield from annotation_traces(page)
    yield from marked_traces(page.objects, page.number, seen)
    yield from thumbnail_traces(page)
    yield from pixelated_traces(page)


def _of_file(pdf: OpenedPdf, gathered: _Gathered, *, looks_redacted: bool) -> Iterator[Trace]:
    if revision_count(pdf) > MOST_REVISIONS:
        gathered.not_examined.append(f"revisions before the last {MOST_REVISIONS}")
    yield from revision_traces(pdf)
    yield from structure_traces(pdf, gathered.seen, looks_redacted=looks_redacted)
    yield from orphan_traces(pdf, gathered.seen)
    if looks_redacted:
        yield from elsewhere_traces(pdf, gathered.seen)


def _layers_off(pdf: OpenedPdf) -> bool:
    properties = pdf.objects.Root.get("/OCProperties")
    default = properties.get("/D") if properties is not None else None
    return default is not None and ("/OFF" in default or default.get("/BaseState") == "/OFF")
