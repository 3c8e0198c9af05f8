"""What lies inside a file: entries of a ZIP, streams and words of a PDF, which a search of bytes passes by."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pikepdf
import pypdfium2 as pdfium


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and then each part within it, by a name that says where it lies."""
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from ((f"{name}!{of}", package.read(of)) for of in package.namelist())
    if data.startswith(b"%PDF"):
        yield from ((f"{name}!{of}", part) for of, part in _parts(data))


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as document:
        for of in document.objects:
            if isinstance(of, pikepdf.Stream) and of.get("/Subtype") != "/Image":
                yield f"stream {of.objgen[0]}", of.read_bytes()
            else:
                yield f"object {of.objgen[0] if of.is_indirect else ''}", str(of).encode()
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        yield f"page {number}", page.get_textpage().get_text_bounded().encode()
