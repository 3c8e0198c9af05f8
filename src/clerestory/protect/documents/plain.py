"""Plain text: a line is a block; a text alone keeps its columns and one kind of line end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from clerestory.errors import DocumentError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.model.redaction.documents import Block, Document, Format
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.terminal import shown
from clerestory.protect.documents.visible import invisible_signs, seen, visible

# The mark of UTF-32 begins with that of UTF-16, so it stands first.
_MARKS = {
    b"\xff\xfe\0\0": "utf-32",
    b"\0\0\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\xef\xbb\xbf": "utf-8-sig",
}
_LINE_END = re.compile(r"\r\n|\n|\r")
LINE_ENDS = "line ends of another kind"


class PlainText:
    """Files of plain text, in UTF-8 when written."""

    def __init__(self, encoding: TextEncoding = TextEncoding.UNICODE) -> None:
        self._encoding = encoding

    def read(self, data: bytes, where: str) -> Document:
        """Read a file of text to one block a line."""
        left: Counter[str] = Counter()
        lines = visible(shown(decoded(data, self._encoding, where), left, where), left).split("\n")
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


def seen_text(text: str, left: Counter[str], where: str) -> str:
    r"""Give a text as a reader sees it, its columns as they are, with the first kind of its line ends throughout.

    Raises
    ------
    DocumentError
        If it holds what a terminal could show in any order, or NUL.

    Examples
    --------
    >>> seen_text("Zo\u200be  N. \r\nwas\nhere", Counter(), "a.txt")
    'Zoe  N.\r\nwas\r\nhere'
    """
    check_text(text, where)
    kinds = Counter(_LINE_END.findall(text))
    first = found[0] if (found := _LINE_END.search(text)) else "\n"
    if kinds.total() > kinds[first]:
        left[LINE_ENDS] += kinds.total() - kinds[first]
    made = seen(shown(text, left, where), left)
    return made if first == "\n" else made.replace("\n", first)


def decoded(data: bytes, encoding: TextEncoding, where: str) -> str:
    """Decode a text file: what is UTF-8, or has a mark, is read as that whatever is said of it.

    Raises
    ------
    DocumentError
        If it is not in that encoding, or is no text.
    """
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), None)
    names = (marked,) if marked else dict.fromkeys((TextEncoding.UNICODE.value, encoding.value))
    text = next((text for name in names if (text := _decoded_as(name, data)) is not None), None)
    if text is None:
        said = "" if encoding is TextEncoding.UNICODE else f", nor in {encoding.value}"
        raise DocumentError(
            f"the file is not text in UTF-8, nor in UTF-16 or UTF-32 with its mark in front{said}",
            where=where,
            remedy="Save it in UTF-8, or say `--encoding windows-1252` if an old program of Windows wrote it."
            " Nothing was written.",
        )
    check_text(text, where)
    return text


def _decoded_as(name: str, data: bytes) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def check_text(text: str, where: str) -> None:
    """Check that a text has no NUL, which texts in another encoding have when they are read as UTF-8.

    Raises
    ------
    DocumentError
        If it has one.
    """
    if "\0" in text:
        raise DocumentError("the file is no text", where=where, remedy="Give a text file. Nothing was written.")


FORM = PlainText()
