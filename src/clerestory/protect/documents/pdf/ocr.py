"""Words on a picture, read by Debian's tesseract in a process of its own; nothing is written to disk."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from pathlib import Path

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Picture, Word
from clerestory.protect.documents.pdf.limits import LIMITS

LEAST_CONFIDENCE = 60.0  # per cent as tesseract gives it; a word below is ink that nobody read
DPI = 200  # of every picture that is read or leaves
_PLACES = "/usr/bin:/usr/local/bin"  # never what PATH says
_INSTALL = "Install it: sudo apt-get install tesseract-ocr tesseract-ocr-eng"


class Layout(Enum):
    """How tesseract looks for words."""

    PAGE = "3"
    SCATTERED = "11"


@dataclass(frozen=True, repr=False)
class ReadWord:
    """A word as tesseract gives it: text, box in pixels, and the number of its paragraph; confidential."""

    text: str
    box: tuple[int, int, int, int]
    paragraph: tuple[int, int]


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
    return ReadWord(row["text"].strip(), box, (int(row["block_num"]), int(row["par_num"])))


def read_picture(png: bytes, *, page: int, first_block: int) -> tuple[list[Block], Picture]:
    """Read a picture: a block for each paragraph, and where each word stands.

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
    for _, paragraph in groupby(read_words(png), key=lambda word: word.paragraph):
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
