"""Words on a picture, read by Debian's tesseract in a process of its own; nothing is written to disk."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from enum import Enum
from itertools import groupby
from pathlib import Path

from PIL import Image

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Picture, Word
from clerestory.protect.documents.pdf.agreement import ReadWord, agreed
from clerestory.protect.documents.pdf.limits import LIMITS
from clerestory.protect.documents.pdf.whole_lines import whole_lines

LEAST_CONFIDENCE = 60.0  # per cent as tesseract gives it; a word below is ink that nobody read
_SIZES = (2.0, 1.5)  # times the size of the picture; tesseract reads small print better when it is drawn larger
_MOST_PIXELS = 16_000_000  # of what tesseract is given; A4 at 200 dpi and twice the size
DPI = 200  # of every picture that is read or leaves
_PLACES = "/usr/bin:/usr/local/bin"  # never what PATH says
_INSTALL = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-eng"


class Layout(Enum):
    """How tesseract looks for words."""

    PAGE = "3"
    SCATTERED = "11"


def tesseract() -> str | None:
    """Give the path of tesseract, None where it is not installed."""
    return shutil.which("tesseract", path=_PLACES)


def required_tesseract(where: str) -> str:
    """Give the path of tesseract.

    Raises
    ------
    DocumentError
        If it is not installed; ``where`` names what cannot be read without it.
    """
    program = tesseract()
    if program is None:
        raise DocumentError("pictures are read by tesseract, which is not installed", where=where, remedy=_INSTALL)
    return program


def read_words(png: bytes, layout: Layout = Layout.PAGE) -> list[ReadWord]:
    """Read the words on a picture that tesseract is sure of, in its order.

    Parameters
    ----------
    png : bytes
    layout : Layout

    Returns
    -------
    list of ReadWord

    Raises
    ------
    DocumentError
        If tesseract is absent, fails, or takes too long.
    """
    program = required_tesseract("a scanned page")
    command = [
        program,
        "stdin",
        "stdout",
        "--dpi",
        str(DPI),
        "-l",
        "eng",
        "--psm",
        layout.value,
        "tsv",
    ]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    environment |= {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=png,
            capture_output=True,
            timeout=LIMITS.ocr_seconds,
            env=environment,
            cwd=Path("/"),
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise _failed(f"tesseract took more than {LIMITS.ocr_seconds} seconds") from None
    except (subprocess.CalledProcessError, OSError):
        raise _failed("tesseract cannot read the picture") from None
    return _words(done.stdout.decode("utf-8", "replace"))


def agreed_words(png: bytes) -> list[ReadWord]:
    """Read a picture at two sizes, and give the words that both readings have at the same place.

    OCR can be sure and wrong; it is seldom wrong in the same way at another size. What the readings do not agree on
    counts as ink that nobody read.
    """
    first, second = (_read_at(png, size) for size in _SIZES)
    return [word.whole() for word in agreed(first, second)]


def _read_at(png: bytes, size: float) -> list[ReadWord]:
    """Read a picture drawn larger, and give places on the picture as it is."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        times = min(size, (size / max(_SIZES)) * (_MOST_PIXELS / (image.width * image.height)) ** 0.5)
        larger = image.convert("L").resize(
            (max(round(image.width * times), 1), max(round(image.height * times), 1)), Image.Resampling.LANCZOS
        )
    out = io.BytesIO()
    larger.save(out, "PNG", compress_level=1)
    return [word.at(1 / times) for word in read_words(out.getvalue())]


def _failed(what: str) -> DocumentError:
    return DocumentError(what, where="a scanned page", remedy="Take the page out, or scan it again.")


def _words(table: str) -> list[ReadWord]:
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [_word(row) for row in rows if _is_sure(row)]


def _is_sure(row: dict[str, str]) -> bool:
    is_word = row["level"] == "5" and bool((row["text"] or "").strip())
    return is_word and float(row["conf"]) >= LEAST_CONFIDENCE


def _word(row: dict[str, str]) -> ReadWord:
    left, top = int(row["left"]), int(row["top"])
    box = (left, top, left + int(row["width"]), top + int(row["height"]))
    paragraph = int(row["block_num"]), int(row["par_num"])
    return ReadWord(row["text"].strip(), box, paragraph, int(row["line_num"]))


def read_picture(png: bytes, *, page: int, first_block: int) -> tuple[list[Block], Picture]:
    """Read a picture: a block for each paragraph, and where each word stands.

    What counts are words that two readings have, on lines that they read from end to end.

    Parameters
    ----------
    png : bytes
    page : int
        From 1.
    first_block : int
        Position in the document of the first block that comes of it.

    Returns
    -------
    list of Block
    Picture
        With its words; ``is_read`` is True, even where it has none.
    """
    blocks: list[Block] = []
    words: list[Word] = []
    for _, paragraph in groupby(whole_lines(png, agreed_words(png)), key=lambda word: word.paragraph):
        text, placed = _paragraph(list(paragraph), first_block + len(blocks))
        blocks.append(Block(text, page=page))
        words += placed
    return blocks, Picture(png, page, tuple(words), is_read=True)


def _paragraph(words: Sequence[ReadWord], block: int) -> tuple[str, list[Word]]:
    text, placed = "", []
    for word in words:
        start = len(text) + 1 if text else 0
        placed.append(Word(word.text, word.box, block, start))
        text = f"{text} {word.text}" if text else word.text
    return text, placed
