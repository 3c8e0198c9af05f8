"""XML read as a stream of elements, hardened: no document type, so no entity can be declared, expanded or fetched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from clerestory.spreadsheets.package import Refuse

# Readers know elements by these prefixes alone; under another one they would be passed over in silence.
_PREFIXES: Mapping[str, str] = {"office": "office", "table": "table", "text": "text", "drawing": "draw",
                                "script": "script", "form": "form", "style": "style"}  # fmt: skip
_SPACE = re.compile(r"^urn:oasis:names:tc:opendocument:xmlns:([a-z0-9\-]+):1\.0$")
_MOST_DIGITS = 9  # of a number that counts something; with thousands of them it could not be read at all
_MOST_ELEMENTS = 1_000_000  # of a document that is held as a tree

Start = Callable[[str, Mapping[str, str]], None]
Text = Callable[[str], object]


class Document:
    """One XML document on its way through a parser; ``start`` is called with each tag as spelled and its attributes.

    ``damaged`` makes the error of a document that is none, of what is wrong with it.
    """

    def __init__(self, start: Start, damaged: Refuse, *, end: Text | None = None, text: Text | None = None) -> None:
        self._damaged = damaged
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._no_document_type
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
        The error of ``damaged``
            If it is no XML, or has a document type.
        """
        try:
            for chunk in chunks:
                self._parser.Parse(chunk, False)  # noqa: FBT003 - the library takes it by position alone
            self._parser.Parse(b"", True)  # noqa: FBT003 - the library takes it by position alone
        except (expat.ExpatError, LookupError, ValueError):  # an unknown or wrong encoding is among them
            raise self._damaged("has a part that is no XML") from None

    def _no_document_type(self, *_: object) -> None:
        raise self._damaged("has a part with a document type, which no workbook needs and attacks use")


def local(tag: str) -> str:
    """Give a tag or the name of an attribute without its prefix."""
    return tag.rpartition(":")[2]


def counted(text: str) -> int | None:
    """Give a whole number that is not below 0 as a document spells it; None where it is none, or none that counts.

    Examples
    --------
    >>> counted("12"), counted("-1"), counted("9" * 5_000)
    (12, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def check_prefixes(attributes: Mapping[str, str], damaged: Refuse) -> None:
    """Check that the namespaces that an element of OpenDocument declares have the prefixes that readers know.

    Raises
    ------
    The error of ``damaged``
        If one has another.
    """
    for name, value in attributes.items():
        space = _SPACE.match(value) if name.startswith("xmlns") else None
        if space and name != f"xmlns:{_PREFIXES.get(space[1], name[6:])}":
            raise damaged("spells its elements in a way that could be passed over")


@dataclass
class Element:
    """An element of a small document: its tag without a prefix, its attributes as spelled, its children and text."""

    tag: str
    attributes: Mapping[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield every element below this one that has one of the tags, in order."""
        waiting = self.children[::-1]
        while waiting:
            element = waiting.pop()
            if element.tag in tags:
                yield element
            waiting.extend(reversed(element.children))

    def first(self, tag: str) -> Element:
        """Give the first element below this one with a tag; an empty one where there is none."""
        return next(self.all(tag), Element("", {}))

    def get(self, name: str, default: str = "") -> str:
        """Give an attribute by its name, with or without its prefix."""
        return next((value for key, value in self.attributes.items() if name in (key, local(key))), default)


def tree(chunks: Iterable[bytes], damaged: Refuse) -> Element:
    """Give a small document as a tree; the first element of it is the root's only child."""
    root = Element("", {})
    open_elements = [root]
    elements = 0

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > _MOST_ELEMENTS:
            raise damaged(f"has a small part of more than {_MOST_ELEMENTS:,} elements")
        element = Element(local(tag), attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def text(piece: str) -> None:
        open_elements[-1].text += piece

    Document(start, damaged, end=lambda _: open_elements.pop(), text=text).parse(chunks)
    return root
