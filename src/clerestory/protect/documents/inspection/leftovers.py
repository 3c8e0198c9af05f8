"""What lies in a file beside what its pages use: objects that nothing refers to, and thumbnails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pikepdf
from PIL import Image, UnidentifiedImageError

from clerestory.model.redaction.inspection import Fault, Sureness, Trace, Way
from clerestory.protect.documents.inspection.looked_at import LookedAt
from clerestory.protect.documents.inspection.opening import OpenedPdf
from clerestory.protect.documents.inspection.tokens import unknown_in

MOST_OBJECTS = 2_000_000
_FILE = (Way.FILE,)
_LEAST_SIDE = 16  # pixels; smaller pictures are patterns and marks of programs
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>")
_SHOWS = re.compile(rb"\bT[jJ]\b")
_UNDRAWABLE = (
    pikepdf.PdfError,
    pikepdf.UnsupportedImageTypeError,
    UnidentifiedImageError,
    ValueError,
    NotImplementedError,
)
_GRID = 12
_OTHER = 48  # levels by which the mean of a square differs where something else is shown


def orphan_traces(pdf: OpenedPdf, known: Counter[str]) -> Iterator[Trace]:
    """Give pictures and contents of pages that nothing in the file refers to."""
    used = _reachable(pdf.objects.trailer)
    for thing in pdf.objects.objects:
        if isinstance(thing, pikepdf.Stream) and thing.objgen not in used:
            yield from _orphan(thing, known)


def _orphan(stream: pikepdf.Stream, known: Counter[str]) -> Iterator[Trace]:
    if stream.get("/Subtype") == "/Image":
        if min(int(stream.get("/Width", 0)), int(stream.get("/Height", 0))) >= _LEAST_SIDE:
            yield Trace(Fault.ORPHAN, 0, None, Sureness.LIKELY, _FILE)
        return
    words = _words_shown(stream)
    if unknown := unknown_in(words, known):
        yield Trace(Fault.ORPHAN, 0, None, Sureness.LIKELY, _FILE, words, sum(map(len, unknown)))


def _words_shown(stream: pikepdf.Stream) -> str:
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        return ""  # of a kind that is no content of a page
    if not _SHOWS.search(data):
        return ""
    parts = [found[1] or bytes.fromhex(_even(found[2])) for found in _SHOWN.finditer(data)]
    return " ".join(part.decode("latin-1") for part in parts)


def _even(digits: bytes) -> str:
    plain = b"".join(digits.split()).decode("ascii")
    return plain + "0" * (len(plain) % 2)


def _reachable(trailer: pikepdf.Object) -> set[tuple[int, int]]:
    """Give the numbers of all objects to which something leads from the trailer."""
    met: set[tuple[int, int]] = set()
    waiting = [trailer]
    while waiting and len(met) < MOST_OBJECTS:
        here = waiting.pop()
        if here.is_indirect:
            if here.objgen in met:
                continue
            met.add(here.objgen)
        waiting += _within(here)
    return met


def _within(thing: pikepdf.Object) -> list[pikepdf.Object]:
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        return [value for value in thing.values() if isinstance(value, pikepdf.Object)]
    return [value for value in thing if isinstance(value, pikepdf.Object)] if isinstance(thing, pikepdf.Array) else []


def thumbnail_traces(page: LookedAt) -> Iterator[Trace]:
    """Give a thumbnail that shows something else than its page does."""
    thumb = page.objects.get("/Thumb")
    if not isinstance(thumb, pikepdf.Stream):
        return
    try:
        small = pikepdf.PdfImage(thumb).as_pil_image().convert("L")
    except _UNDRAWABLE:
        yield Trace(Fault.THUMBNAIL, page.number, None, Sureness.UNSURE, _FILE)
        return
    page_now = Image.fromarray(page.sight.page[:, :, ::-1].copy()).convert("L")
    grids = [np.asarray(one.resize((_GRID, _GRID * 3), Image.Resampling.BOX), dtype=float) for one in (small, page_now)]
    if np.abs(grids[0] - grids[1]).max() > _OTHER:
        yield Trace(Fault.THUMBNAIL, page.number, None, Sureness.SURE, (Way.FILE, Way.RENDERING))
