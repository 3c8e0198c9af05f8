"""XML read as a stream of elements, hardened: no document type, so no entity can be declared, expanded or fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from clerestory.collect.reading.refusal import damaged

Start = Callable[[str, Mapping[str, str]], None]
Text = Callable[[str], None]


class Document:
    """One XML document on its way through a parser; ``start`` is called with each tag as spelled and its attributes."""

    def __init__(self, start: Start, *, end: Text | None = None, text: Text | None = None) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _no_document_type
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text

    def text_to(self, text: Text | None) -> None:
        """Call ``text`` with text from here on, or nobody: for large documents of which few texts matter."""
        self._parser.CharacterDataHandler = text

    def parse(self, chunks: Iterable[bytes]) -> None:
        """Read the document.

        Raises
        ------
        Refusal
            If it is no XML, or has a document type.
        """
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)  # noqa: FBT003 - the library takes it by position alone
            self._parser.Parse(b"", True)  # noqa: FBT003 - the library takes it by position alone
        except (expat.ExpatError, LookupError, ValueError):  # an unknown or wrong encoding is among them
            raise damaged("has a part that is no XML") from None


def local(tag: str) -> str:
    """Give a tag or the name of an attribute without its prefix."""
    return tag.rpartition(":")[2]


def texts_of(chunks: Iterable[bytes]) -> list[str]:
    """Give every piece of text of a document, and the values of its attributes."""
    found: list[str] = []
    Document(lambda _, attributes: found.extend(attributes.values()), text=found.append).parse(chunks)
    return found


def _no_document_type(*_: object) -> None:
    raise damaged("has a part with a document type, which no workbook needs and attacks use")
