"""PDF: names that OCR still reads on painted scans, and pages a second beside bare pypdfium2 text extraction.

Run: python benchmarks/redact_pdf.py [PAGES] [SCANS]; needs tesseract; every installed TrueType font is used in turn.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from clerestory.model.redaction.documents import Block, Document, Format
from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.ocr import Layout, read_words
from clerestory.protect.documents.pdf.reading import read_exhibit, read_pdf
from clerestory.protect.documents.pdf.redacting import redacted_pictures
from clerestory.protect.documents.pdf.writing import write_pdf

_NAMES = ("Quarnwick", "Oakenshaw", "Thistlewood", "Marchant")
_FONTS = sorted(Path("/usr/share/fonts/truetype").rglob("*.ttf")) or [
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
]
_SENTENCE = "The panel of paragraph {n} met on a day of no note and found that records were kept as they should be. "


def main() -> None:
    pages, scans = (int(word) for word in (sys.argv[1:] + ["20", "6"][len(sys.argv) - 1 :])[:2])
    _speed(pages)
    print(f"\n{'font':32}{'skew':>6}{'noise':>7}{'read before':>13}{'read after':>12}")
    for at in range(scans):
        _scan(_FONTS[at % len(_FONTS)], skew=(0.0, 0.7, -0.7)[at % 3], noise=(0, 12)[at % 2])


def _speed(pages: int) -> None:
    document = Document(Format.PDF, tuple(Block(_SENTENCE.format(n=n) * 5) for n in range(pages * 6)))
    made = write_pdf(document)
    count = len(pypdfium2.PdfDocument(made))
    steps: dict[str, Callable[[], object]] = {
        "write": lambda: write_pdf(document),
        "read": lambda: read_pdf(made, "made.pdf"),
        "check": lambda: check_pdf_clear(made, "made.pdf", _NAMES),
        "bare pypdfium2, text": lambda: [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(made)],
    }
    for name, step in steps.items():
        start = time.perf_counter()
        step()
        print(f"{name:24}{count / (time.perf_counter() - start):10.1f} pages/s")


def _scan(font: Path, *, skew: float, noise: int) -> None:
    document = read_exhibit(_scanned(font, skew, noise=noise), "scan.png")
    found = [
        Finding(at, at + len(name), Kind.PERSON, "roster.name")
        for name in _NAMES
        if (at := document.text.find(name)) >= 0
    ]
    picture = redacted_pictures(document, found)[0]
    after = {name for layout in Layout for name in _NAMES if name in _read(picture.png, layout)}
    print(f"{font.stem:32}{skew:6.1f}{noise:7}{len(found):13}{len(after):12}")


def _read(png: bytes, layout: Layout) -> str:
    return " ".join(word.text for word in read_words(png, layout))


def _scanned(font: Path, skew: float, *, noise: int) -> bytes:
    image = Image.new("L", (1400, 900), 255)
    drawing, letters = ImageDraw.Draw(image), ImageFont.truetype(str(font), 34)
    for at, name in enumerate(_NAMES):
        drawing.text((120, 100 + 160 * at), f"It was said that {name} had come by then", font=letters, fill=0)
        drawing.text((120, 180 + 160 * at), "and that nobody else was in the house.", font=letters, fill=0)
    grey = np.asarray(image.rotate(skew, fillcolor=255)).astype(np.float64)
    grey += np.random.default_rng(1).normal(0, noise, grey.shape) if noise else 0
    out = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    main()
