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


def refuse(where: str, what: str, *, remedy: str) -> DocumentError:
    """Give the error of a file that is not read; it tells nothing of the content."""
    return DocumentError(what, where=where, remedy=remedy)


def bytes_of(path: Path) -> bytes:
    """Read a file for its reader.

    Raises
    ------
    DocumentError
        If it is absent, no file, empty or too large.
    """
    if not path.is_file():
        raise refuse(path.name, "there is no such file", remedy="Give the path of a file.")
    if path.stat().st_size > LIMITS.file_bytes:
        raise _too_large(path.name, path.stat().st_size)
    return path.read_bytes()


def check_size(data: bytes, where: str) -> None:
    """Refuse a file that is empty or too large.

    Raises
    ------
    DocumentError
    """
    if not data:
        raise refuse(where, "the file is empty", remedy="Ask for the file again.")
    if len(data) > LIMITS.file_bytes:
        raise _too_large(where, len(data))


def _too_large(where: str, size: int) -> DocumentError:
    what = f"the file has {size:,} bytes; {LIMITS.file_bytes:,} is the most"
    return refuse(where, what, remedy="Split it into smaller files.")
