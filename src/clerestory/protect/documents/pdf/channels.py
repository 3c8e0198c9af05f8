"""Every place of a PDF that can carry words, read by pypdf and pikepdf, which did not write it."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pypdf
from pypdf.errors import PyPdfError

from clerestory.protect.documents.pdf.limits import LIMITS, refuse
from clerestory.protect.documents.pdf.opening import silence_libraries

_MOST_DEPTH = 40
_REMEDY = "Write the file anew; what cannot be looked into must not leave."
_BROKEN = (PyPdfError, pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{2,})>")


@dataclass(frozen=True)
class Channel:
    """A place of a PDF and the words in it.

    Attributes
    ----------
    part : str
        A page or object by its number, or a place in words of our own; never a name from the file.
    kind : str
        What in the part.
    text : str
        What is there; confidential.
    """

    part: str
    kind: str
    text: str = field(repr=False)


def channels_of(data: bytes, where: str) -> Iterator[Channel]:
    """Yield every channel of a PDF.

    Parameters
    ----------
    data : bytes
    where : str
        Names the file in messages.

    Yields
    ------
    Channel

    Raises
    ------
    DocumentError
        If a part cannot be read; what cannot be looked into is not clear.
    """
    silence_libraries()
    yield Channel("the whole file", "bytes", _latin(data))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield from _of_pages(data)
            yield from _of_objects(data)
        except _BROKEN:
            raise refuse(where, "a part of the PDF cannot be looked into", remedy=_REMEDY) from None


def _of_pages(data: bytes) -> Iterator[Channel]:
    """Yield what pypdf reads on pages, with the fonts' own tables of signs."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        yield Channel(f"page {number}", "text", text)
        yield Channel(f"page {number}", "text without spaces", re.sub(r"\s+", "", text))


def _of_objects(data: bytes) -> Iterator[Channel]:
    """Yield all strings, names and unpacked streams of all objects, those that nothing refers to included."""
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        if len(pdf.objects) > LIMITS.objects:
            raise ValueError
        yield from _values("the trailer", pdf.trailer, _MOST_DEPTH)
        for number, item in enumerate(pdf.objects, 1):
            yield from _values(f"object {number}", item, _MOST_DEPTH)
            if isinstance(item, pikepdf.Stream):
                yield from _stream(f"object {number}", item)


def _values(part: str, item: object, depth: int) -> Iterator[Channel]:
    if depth == 0:
        raise ValueError
    if isinstance(item, pikepdf.String):
        yield Channel(part, "strings", str(item))
        yield Channel(part, "strings", _latin(bytes(item)))
    elif isinstance(item, pikepdf.Name):
        yield Channel(part, "names", str(item))
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in item.items():
            yield Channel(part, "names", key)
            yield from _inner(part, value, depth)
    elif isinstance(item, pikepdf.Array):
        for value in item.as_list():
            yield from _inner(part, value, depth)


def _inner(part: str, value: object, depth: int) -> Iterator[Channel]:
    if not (isinstance(value, pikepdf.Object) and value.is_indirect):
        yield from _values(part, value, depth - 1)


def _stream(part: str, stream: pikepdf.Stream) -> Iterator[Channel]:
    raw = stream.read_raw_bytes()
    yield Channel(part, "packed stream", _latin(raw))
    try:
        unpacked = stream.read_bytes()
    except pikepdf.PdfError:  # of a picture, which only a picture library unpacks
        if stream.get("/Subtype") != pikepdf.Name.Image:
            raise
        return
    if len(unpacked) > LIMITS.stream_bytes:
        raise ValueError
    yield Channel(part, "stream", _latin(unpacked))
    if stream.get("/Subtype") == pikepdf.Name.Image:
        return
    yield Channel(part, "codes", "".join(map(_code, _HEX.findall(unpacked))))
    if stream.get("/Type") is None or stream.get("/Subtype") == pikepdf.Name.Form:
        yield from _drawn(part, stream)


def _drawn(part: str, stream: pikepdf.Stream) -> Iterator[Channel]:
    """Yield the strings that a content stream draws, joined over kerning and moves."""
    try:
        steps = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return  # no content stream but a table or the like; its bytes have been given
    drawn: list[str] = []
    for step in steps:
        for operand in getattr(step, "operands", ()):
            drawn += _strings(operand)
    yield Channel(part, "drawn strings", "".join(drawn))


def _strings(operand: object) -> list[str]:
    if isinstance(operand, pikepdf.String):
        return [_latin(bytes(operand))]
    if isinstance(operand, pikepdf.Array):
        return [text for value in operand.as_list() for text in _strings(value)]
    return []


def _code(digits: bytes) -> str:
    plain = re.sub(rb"\s", b"", digits).decode("ascii")
    held = bytes.fromhex(plain + "0" * (len(plain) % 2))
    return held.decode("utf-16-be", "replace") if len(held) % 2 == 0 else _latin(held)


def _latin(data: bytes) -> str:
    return data.decode("latin-1")
