"""PDF: hiding places, scans by font, size, skew, noise and contrast, and pages a second beside bare pypdfium2.

Run: python benchmarks/redact_pdf.py [PAGES] [SCANS]; scans need tesseract. A passage of a scan is judged by its pixels,
never by what OCR reads of it: of which ink of it does the new picture show?
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2
import typst
from PIL import Image

from clerestory.errors import ResidueError
from clerestory.model.redaction.documents import Block, Document, Format, Picture, Role
from clerestory.pipeline.redaction.asked import RedactionAsked
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.protect.documents.pdf.checking import check_pdf_clear
from clerestory.protect.documents.pdf.reading import read_exhibit, read_pdf
from clerestory.protect.documents.pdf.redacting import redacted_pictures
from clerestory.protect.documents.pdf.unread import unread_areas
from clerestory.protect.documents.pdf.writing import write_pdf

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from pdf_hiding_places import PLACES

_WORD = "Quarnwick"
_SENTENCE = "The panel of paragraph {n} met on a day of no note and found that records were kept as they should be. "
# Made up, SYNTHETIC; identifiers with right check digits where they have any.
_NAMES = ("Zelda Quarnwick", "Marvin Oakenshaw", "Tamsin Thistlewood", "Kwame Marchant", "Ilse Quillfeather")
_OTHERS = ("AB123456C", "943 476 5919", "020 7946 0123", "zed.quarn@example.org", "AB12 CDE")
_FONTS = (
    "Libertinus Serif",
    "DejaVu Sans",
    "DejaVu Serif",
    "DejaVu Sans Mono",
    "New Computer Modern",
)
_DARK, _SHOWN = 60, 0.1  # below the ground; of a passage's ink, beyond which it is shown


@dataclass(frozen=True)
class Look:
    """How a scan looks: font, size in points, skew in degrees, noise, tones of ink and paper, dots an inch, JPEG."""

    font: str
    size: float = 11
    skew: float = 0.0
    noise: float = 0.0
    ink: int = 0
    paper: int = 255
    dpi: int = 200
    quality: int = 0  # of a JPEG; 0 where it is none


def looks() -> Iterator[Look]:
    """Yield looks: each font with each fault alone, then faults together."""
    faults: tuple[dict[str, float], ...] = (
        {},
        {"size": 8},
        {"skew": 1.0},
        {"skew": -2.0},
        {"noise": 25},
        {"ink": 120, "paper": 200},
        {"size": 6},
        {"size": 9, "skew": 1.5, "noise": 25},
        {"size": 16, "ink": 90, "paper": 180, "noise": 12},
        {"size": 7, "skew": -1.0, "noise": 40, "ink": 100, "paper": 200},
    )
    for fault in faults:
        for font in _FONTS:
            yield Look(font, **fault)


def main() -> None:
    pages, scans = (int(word) for word in (sys.argv[1:] + ["20", "50"][len(sys.argv) - 1 :])[:2])
    _speed(pages)
    _hiding_places()
    _scans(scans)


def _speed(pages: int) -> None:
    document = Document(Format.PDF, tuple(Block(_SENTENCE.format(n=n) * 5) for n in range(pages * 6)))
    made = write_pdf(document)
    count = len(pypdfium2.PdfDocument(made))
    steps: dict[str, Callable[[], object]] = {
        "bare pypdfium2, text": lambda: [p.get_textpage().get_text_range() for p in pypdfium2.PdfDocument(made)],
        "bare pypdfium2, drawn": lambda: [p.render(scale=2.0).to_numpy() for p in pypdfium2.PdfDocument(made)],
        "read": lambda: read_pdf(made, "made.pdf"),
        "write": lambda: write_pdf(document),
        "check": lambda: check_pdf_clear(made, "made.pdf", [_WORD]),
    }
    print(f"{'step':24}{'pages/s':>10}  of processor time")
    for name, step in steps.items():
        start = time.process_time()
        step()
        print(f"{name:24}{count / (time.process_time() - start):10.1f}")


def _hiding_places() -> None:
    clean = write_pdf(Document(Format.PDF, (Block("Heading", Role.HEADING), Block("These words are kept."))))
    planted = [plant(clean, _WORD) for plant in PLACES.values()]
    survived = sum(_WORD in _rewritten(data) for data in planted)
    found = sum(map(_is_found, planted))
    print(
        f"\nhiding places: {len(planted)}; in a source, then in the new file: {survived}; in a new file, found: {found}"
    )


def _rewritten(data: bytes) -> str:
    read = read_pdf(data, "source.pdf")
    blocks = tuple(Block(block.text.replace(_WORD, "[withheld]"), block.role) for block in read.blocks)
    written = write_pdf(Document(Format.PDF, blocks))
    try:
        check_pdf_clear(written, "new.pdf", [_WORD])
    except ResidueError:
        return _WORD
    return written.decode("latin-1")


def _is_found(data: bytes) -> bool:
    try:
        check_pdf_clear(data, "new.pdf", [_WORD])
    except ResidueError as error:
        return "still there" in error.what
    return False


def _scans(count: int) -> None:
    print(
        f"\n{'font':20}{'pt':>4}{'skew':>6}{'noise':>6}{'ink/paper':>10}{'covered':>9}{'told':>6}{'untold':>7}{'SHOWN':>7}"
    )
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.csv"
        roster.write_text("person,name\n" + "".join(f"P{at},{name}\n" for at, name in enumerate(_NAMES)))
        redactor = Redactor(RedactionAsked(rosters=(roster,)))
        for look in islice(looks(), count):
            found = _scan(look, redactor)
            total += found
            _print(look, found)
    print(f"all: {dict(total)}")


def _print(look: Look, found: Counter[str]) -> None:
    tones = f"{look.ink}/{look.paper}"
    counts = "".join(f"{found[kind]:{width}}" for kind, width in _COLUMNS.items())
    print(f"{look.font:20}{look.size:4.0f}{look.skew:6.1f}{look.noise:6.0f}{tones:>10}{counts}", flush=True)


_COLUMNS = {"covered": 9, "told": 6, "untold": 7, "shown": 7}


def _scan(look: Look, redactor: Redactor) -> Counter[str]:
    source, labels = _scanned(look)
    document = read_exhibit(_png(source), "scan.png")
    found = redactor.redact(document.text)
    (picture,) = redacted_pictures(document, found.removals)
    with Image.open(io.BytesIO(picture.png)) as image:
        made = np.asarray(image.convert("L"))
    told = _told(document.pictures[0])
    return Counter(_fate(look, source, made=made, label=labels == at + 1, told=told) for at in range(int(labels.max())))


def _told(picture: Picture) -> npt.NDArray[np.bool_]:
    with Image.open(io.BytesIO(picture.png)) as image:
        told = np.zeros((image.height, image.width), dtype=np.bool_)
    for left, top, right, bottom in unread_areas(picture):
        told[top:bottom, left:right] = True
    return told


def _fate(
    look: Look,
    source: npt.NDArray[np.uint8],
    *,
    made: npt.NDArray[np.uint8],
    label: npt.NDArray[np.bool_],
    told: npt.NDArray[np.bool_],
) -> str:
    """Say what became of a passage: its ink is shown, under a band, or left out, and then told of or not."""
    inked = label & (source < (look.ink + look.paper) / 2)
    banded = (made == 0).all(axis=1)[:, None]
    if (inked & (made < (look.ink + look.paper) / 2) & ~banded).sum() > _SHOWN * inked.sum():
        return "shown"
    if (inked & banded).sum() > 0.9 * inked.sum():
        return "covered"
    return "told" if (inked & told).any() else "untold"


def _scanned(look: Look) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """Give a scan, and which pixels are of which passage; passages are set in red, a channel that the scan lacks."""
    lines = [f"It was said that #text(fill: red)[{text}] had come by" for text in (*_NAMES, *_OTHERS)]
    lines = [part for line in lines for part in (line, "and that nobody else was in the house.")]
    body = "\\ ".join(line.replace("@", "\\@") for line in lines)
    page = f'#set page(width: 150mm, height: auto, margin: 10mm)\n#set text(font: "{look.font}", size: {look.size}pt)\n'
    png = typst.compile((page + "#set par(leading: 0.9em)\n" + body).encode(), format="png", ppi=look.dpi)
    with Image.open(io.BytesIO(png)) as image:
        turned = image.convert("RGB").rotate(look.skew, Image.Resampling.BICUBIC, fillcolor="white", expand=True)
    pixels = np.asarray(turned).astype(np.float64)
    red = np.asarray(image.convert("RGB")).astype(int)
    marked = Image.fromarray(_numbered(red[:, :, 0] - red[:, :, 1] > 64).astype(np.uint8))
    labels = np.asarray(marked.rotate(look.skew, Image.Resampling.NEAREST, expand=True)).astype(np.int64)
    grey = look.ink + (look.paper - look.ink) * pixels[:, :, 1] / 255
    grey += np.random.default_rng(1).normal(0, look.noise, grey.shape) if look.noise else 0
    return _packed(grey.clip(0, 255).astype(np.uint8), look.quality), labels


def _packed(pixels: npt.NDArray[np.uint8], quality: int) -> npt.NDArray[np.uint8]:
    if not quality:
        return pixels
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    with Image.open(out) as image:
        return np.asarray(image)


def _numbered(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Number passages from above; each has a line of its own, and the dot of an i is none."""
    rows = np.flatnonzero(marked.any(axis=1))
    numbers = np.zeros(len(marked), dtype=np.int64)
    numbers[rows] = 1 + np.cumsum(np.diff(rows, prepend=rows[0]) > 8)
    return marked * numbers[:, None]


def _png(pixels: npt.NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    main()
