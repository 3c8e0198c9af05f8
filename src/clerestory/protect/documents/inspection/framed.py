"""Pictures of the pages with what was found framed, as they look: hidden words stay hidden."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from clerestory.errors import StorageError
from clerestory.model.redaction.inspection import Inspection, Sureness, Trace
from clerestory.protect.documents.inspection.opening import opened
from clerestory.protect.documents.inspection.sight import rendered

_MOST_SIDE = 1700  # pixels
_SCALE = 1.5
_COLOURS = {Sureness.REMARK: (18, 67, 109)}
_FOUND = (204, 32, 32)
_AWAY = 3  # pixels between a place and its frame


def frame_pages(path: Path, found: Inspection, folder: Path) -> tuple[Path, ...]:
    """Write a picture of every page on which something was found in a place.

    Parameters
    ----------
    path : Path
        The PDF.
    found : Inspection
        Of that PDF.
    folder : Path
        Where the pictures go, ``NAME-page-3.png``; numbers in them are those of ``found.traces``, from 1.

    Returns
    -------
    tuple of Path

    Raises
    ------
    StorageError
        If a picture is there already.
    """
    folder.mkdir(parents=True, exist_ok=True)
    placed = [(number, trace) for number, trace in enumerate(found.traces, start=1) if trace.page and trace.box]
    by_page = {page: list(some) for page, some in groupby(placed, key=lambda pair: pair[1].page)}
    files = {page: folder / f"{path.stem}-page-{page}.png" for page in by_page}
    for file in files.values():
        if file.exists():
            raise StorageError("is there already", where=str(file), remedy="Give another folder, or move it away.")
    with opened(path) as pdf:
        for page, some in by_page.items():
            _framed(pdf.drawn[page - 1], some).save(files[page])
    return tuple(files.values())


def _framed(page: pdfium.PdfPage, found: list[tuple[int, Trace]]) -> Image.Image:
    page.set_rotation(0)
    scale = min(_SCALE, _MOST_SIDE / max(page.get_size()))
    image = Image.fromarray(rendered(page, scale)[:, :, ::-1].copy())
    left, bottom, right, top = page.get_bbox()
    across, down = image.width / (right - left), image.height / (top - bottom)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(14)
    for number, trace in found:
        assert trace.box is not None
        x, y = (trace.box.left - left) * across - _AWAY, (top - trace.box.top) * down - _AWAY
        end_x, end_y = (trace.box.right - left) * across + _AWAY, (top - trace.box.bottom) * down + _AWAY
        inside = (max(x, 0), max(y, 0), min(max(end_x, 8), image.width - 1), min(max(end_y, 8), image.height - 1))
        colour = _COLOURS.get(trace.sureness, _FOUND)
        if inside[0] < inside[2] and inside[1] < inside[3]:
            pen.rectangle(inside, outline=colour, width=2)
            pen.text((inside[0], max(inside[1] - 17, 0)), str(number), fill=colour, font=font)
    return image
