"""How large a PDF or picture may be, and the wording of the refusal."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import DocumentError


@dataclass(frozen=True)
class Limits:
    """The most of everything; beyond it a file is refused, since it is hostile or asks for a day of work.

    Attributes
    ----------
    file_bytes, pages, scanned_pages : int
    page_area : int
        Of a page in square points; A0 has 8 million.
    picture_pixels : int
        Of a picture that is read.
    letters : int
        Of one page.
    objects, stream_bytes : int
        Of a written file that is checked: how many objects, and what one stream may unpack to.
    ocr_seconds : int
        For one page.
    """

    file_bytes: int = 256 * 2**20
    pages: int = 2_000
    scanned_pages: int = 500
    page_area: int = 9_000_000
    picture_pixels: int = 40_000_000
    letters: int = 200_000
    objects: int = 500_000
    stream_bytes: int = 256 * 2**20
    ocr_seconds: int = 120


LIMITS = Limits()


def refuse(path: Path, what: str, *, remedy: str) -> DocumentError:
    """Give the error of a file that is not read; neither name nor content beyond the file's own name."""
    return DocumentError(what, where=path.name, remedy=remedy)


def check_size(path: Path) -> None:
    """Refuse a file that is absent, no file, empty or too large.

    Raises
    ------
    DocumentError
    """
    if not path.is_file():
        raise refuse(path, "there is no such file", remedy="Give the path of a file.")
    size = path.stat().st_size
    if size == 0:
        raise refuse(path, "the file is empty", remedy="Ask for the file again.")
    if size > LIMITS.file_bytes:
        what = f"the file has {size:,} bytes; {LIMITS.file_bytes:,} is the most"
        raise refuse(path, what, remedy="Split it into smaller files.")
