"""Plain text: a line is a block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Format
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.visible import invisible_signs, visible

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class Encoding(Enum):
    """How a text file is encoded; a file cannot say that it is Windows-1252, so a person does."""

    UNICODE = "utf-8"  # or UTF-16 where its mark stands in front
    WINDOWS_1252 = "cp1252"


class PlainText:
    """Files of plain text, in UTF-8 when written."""

    def __init__(self, encoding: Encoding = Encoding.UNICODE) -> None:
        self._encoding = encoding

    def read(self, data: bytes, where: str) -> Document:
        """Read a file of text to one block a line."""
        left: Counter[str] = Counter()
        lines = visible(decoded(data, self._encoding, where), left).split("\n")
        if lines and not lines[-1]:
            lines.pop()
        return Document(Format.TEXT, tuple(map(Block, lines)), left_behind=dict(left))

    def write(self, document: Document) -> bytes:
        """Give the blocks as lines."""
        return visible(document.text, Counter()).encode()

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield the text, by bytes and by signs."""
        text = data.decode("utf-8", "surrogateescape")
        yield Channel("the file", "text", text, Seen.CONTENT)
        hidden = [sign for sign in invisible_signs(text) if sign != "\n"]
        if hidden:
            yield Channel("the file", "signs without a shape", text, Seen.FOREIGN)


def decoded(data: bytes, encoding: Encoding, where: str) -> str:
    """Decode a text file.

    Raises
    ------
    DocumentError
        If it is not in that encoding, or is no text.
    """
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    try:
        text = data.decode(marked or encoding.value)
    except UnicodeDecodeError as reason:
        raise DocumentError(
            "the file is not text in UTF-8, nor in UTF-16 with its mark in front",
            where=where,
            remedy="Say that it is in Windows-1252 if it is, or save it in UTF-8. Nothing was written.",
        ) from reason
    if "\0" in text:
        raise DocumentError("the file is no text", where=where, remedy="Give a text file. Nothing was written.")
    return text


FORM = PlainText()
