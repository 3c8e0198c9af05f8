"""A PDF, opened by two readers: within limits, and with faults of the file as errors of ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from clerestory.errors import DocumentError
from clerestory.protect.documents.pdf.opening import silence_libraries

MOST_BYTES = 512 * 2**20
MOST_PAGES = 20_000
MOST_PIXELS = 120_000_000  # of one picture
MOST_UNPACKED = 256 * 2**20  # of one stream
_PACKED_SUSPECT = 2**18  # a stream of fewer bytes cannot unpack to more than that by deflate
_CHUNK = 2**20
# By all but the first three pikepdf says that an object of the file is missing or of another type than the format asks.
_BROKEN = (pikepdf.PdfError, pdfium.PdfiumError, RecursionError, RuntimeError, TypeError, ValueError, LookupError)


@dataclass(frozen=True, repr=False)
class OpenedPdf:
    """One PDF as two readers see it; ``drawn`` draws and extracts, ``objects`` shows what the file is made of."""

    data: bytes
    drawn: pdfium.PdfDocument
    objects: pikepdf.Pdf

    def __repr__(self) -> str:
        return f"OpenedPdf({len(self.data)} bytes)"


@contextmanager
def opened(path: Path) -> Iterator[OpenedPdf]:
    """Open a PDF.

    Raises
    ------
    DocumentError
        If it is too large, damaged, locked, or made to exhaust its reader.
    """
    data = _bytes(path)
    silence_libraries()
    objects = _objects(path, data)
    try:
        _check_sizes(path, objects)
        drawn = _drawn(path, data)
        try:
            if len(drawn) != len(objects.pages):
                raise _unreadable(path, "two readers disagree about how many pages it has")
            yield OpenedPdf(data, drawn, objects)
        finally:
            drawn.close()
    except _BROKEN as error:
        raise _unreadable(path, "a part of it cannot be read") from error
    finally:
        objects.close()


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _unreadable(path, f"it has over {MOST_BYTES // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, (error.strerror or "it cannot be opened").lower()) from error
    if b"%PDF-" not in data[:1024]:
        raise _unreadable(path, "it does not begin as a PDF does")
    return data


def _objects(path: Path, data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(BytesIO(data))
    except pikepdf.PasswordError as error:
        raise DocumentError(
            "it is locked with a password",
            where=str(path),
            remedy="Ask whoever locked it for a copy without one; what is locked cannot be inspected.",
        ) from error
    except _BROKEN as error:
        raise _unreadable(path, "it is damaged") from error


def _drawn(path: Path, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _unreadable(path, "it is damaged") from error


def _unreadable(path: Path, what: str) -> DocumentError:
    return DocumentError(what, where=str(path), remedy="Save it anew in the program that made it, and try that copy.")


def _check_sizes(path: Path, objects: pikepdf.Pdf) -> None:
    """Refuse what would exhaust a reader before either reads it."""
    if not 0 < len(objects.pages) <= MOST_PAGES:
        raise _unreadable(path, f"it has no page or over {MOST_PAGES:,}")
    for thing in objects.objects:
        if isinstance(thing, pikepdf.Stream):
            _check_stream(path, thing)


def _check_stream(path: Path, stream: pikepdf.Stream) -> None:
    try:
        if stream.get("/Subtype") == "/Image" and int(stream.Width) * int(stream.Height) > MOST_PIXELS:
            raise _unreadable(path, f"a picture in it has over {MOST_PIXELS:,} pixels")
        if int(stream.get("/Length", 0)) > _PACKED_SUSPECT and _unpacks_too_far(stream):
            raise _unreadable(path, f"a part of it unpacks to over {MOST_UNPACKED // 2**20} MB")
    except (AttributeError, TypeError, ValueError) as error:
        raise _unreadable(path, "a picture or stream in it has no size") from error


def _unpacks_too_far(stream: pikepdf.Stream) -> bool:
    if stream.get("/Filter") not in ("/FlateDecode", pikepdf.Array([pikepdf.Name.FlateDecode])):
        return False
    packed, unpacked, reader = stream.read_raw_bytes(), 0, zlib.decompressobj()
    try:
        while packed and unpacked <= MOST_UNPACKED:
            unpacked += len(reader.decompress(packed, _CHUNK))
            packed = reader.unconsumed_tail
    except zlib.error:
        return False  # each reader has its own way with damaged streams, and stops where it cannot go on
    return unpacked > MOST_UNPACKED
