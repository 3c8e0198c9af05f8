"""The texts of an XLSX that cells refer to by number, each with its stretches that look unlike the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clerestory.publish.checklist.filling import Filler
from clerestory.publish.checklist.workbook import Run
from clerestory.publish.checklist.xlsx.styles import Formats
from clerestory.spreadsheets.markup import Document, Element, local
from clerestory.spreadsheets.package import Package, Refuse


@dataclass(frozen=True)
class RichText:
    """A text and its stretches that look unlike the rest."""

    text: str
    runs: tuple[Run, ...] = ()


class TextBuilder:
    """Builds one text out of elements as they come by: ``si`` of the shared ones, ``is`` of a cell."""

    def __init__(self) -> None:
        self._open: list[Element] = []

    def begin(self) -> None:
        """Begin a text."""
        self._open = [Element("", {})]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element within the text."""
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)

    def piece(self, piece: str) -> None:
        """Take in a piece of text."""
        self._open[-1].text += piece

    def end(self) -> None:
        """Take in the end of an element within the text."""
        self._open.pop()

    def made(self, formats: Formats) -> RichText:
        """Give the text, without the readings that are set above it."""
        parts = [child for child in self._open[0].children if child.tag in ("t", "r")]
        text = "".join(p.text if p.tag == "t" else "".join(t.text for t in p.children if t.tag == "t") for p in parts)
        runs = (formats.run(part) for part in parts if part.tag == "r")
        return RichText(text, tuple(run for run in runs if run))


def shared_strings(package: Package, part: str, formats: Formats, *, filler: Filler, damaged: Refuse) -> list[RichText]:
    """Read the shared texts."""
    found: list[RichText] = []
    builder = TextBuilder()
    inside = False

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if inside:
            builder.start(local(tag), attributes)
        elif local(tag) == "si":
            inside = True
            builder.begin()

    def end(tag: str) -> None:
        nonlocal inside
        if inside and local(tag) == "si":
            inside = False
            found.append(builder.made(formats))
            filler.count(len(found[-1].text))
        elif inside:
            builder.end()

    def text(piece: str) -> None:
        if inside:
            builder.piece(piece)

    if part in package.names:
        Document(start, damaged, end=end, text=text).parse(package.chunks(part))
    return found
