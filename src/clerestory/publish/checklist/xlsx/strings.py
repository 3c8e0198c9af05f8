"""The texts of an XLSX that cells refer to by number, each with its stretches that look unlike the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clerestory.publish.checklist.filling import Filler
from clerestory.publish.checklist.limits import MOST_CELLS
from clerestory.publish.checklist.workbook import Run
from clerestory.publish.checklist.xlsx.styles import Formats
from clerestory.spreadsheets.markup import Document, Element, local
from clerestory.spreadsheets.package import Package, Refusals, Refuse

_MOST_ELEMENTS = 10_000  # of one text; what is longer is read so far


@dataclass(frozen=True)
class RichText:
    """A text and its stretches that look unlike the rest."""

    text: str
    runs: tuple[Run, ...] = ()


class TextBuilder:
    """Builds one text out of elements as they come by: ``si`` of the shared ones, ``is`` of a cell."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._elements = 0

    def begin(self) -> None:
        """Begin a text."""
        self._elements = 0
        self._open = [Element("", {})]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element within the text."""
        element = Element(tag, attributes)
        self._elements += 1
        if self._elements < _MOST_ELEMENTS:
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


class SharedStrings:
    """Reads the part of shared texts."""

    def __init__(self, formats: Formats, filler: Filler) -> None:
        self._formats, self._filler = formats, filler
        self._builder = TextBuilder()
        self._is_inside = False
        self._too_large: Refuse
        self.texts: list[RichText] = []

    def read(self, package: Package, part: str, refusals: Refusals) -> None:
        """Read the part to its end, where there is one."""
        self._too_large = refusals.too_large
        if part in package.names:
            Document(self._start, refusals.damaged, end=self._end, text=self._on_text).parse(package.chunks(part))

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._is_inside:
            self._builder.start(local(tag), attributes)
        elif local(tag) == "si":
            self._is_inside = True
            self._builder.begin()

    def _end(self, tag: str) -> None:
        if self._is_inside and local(tag) == "si":
            self._is_inside = False
            self.texts.append(self._builder.made(self._formats))
            if len(self.texts) > MOST_CELLS:
                raise self._too_large(f"has more than {MOST_CELLS:,} texts")
        elif self._is_inside:
            self._builder.end()

    def _on_text(self, piece: str) -> None:
        if self._is_inside:
            self._filler.count(len(piece))
            self._builder.piece(piece)
