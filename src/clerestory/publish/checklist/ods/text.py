"""The words of one cell of an ODS, as its paragraphs, stretches and links come by."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.publish.checklist.limits import LONGEST_TEXT
from clerestory.publish.checklist.ods.styles import Styles
from clerestory.publish.checklist.workbook import Link, Run
from clerestory.spreadsheets.markup import counted

_PARAGRAPHS = ("text:p", "text:h")
_MOST_SPACES = 1_000
_DEEPEST, _MOST_RUNS = 10, 1_000  # stretches within stretches, and all of them


class CellText:
    """Gathers the text of a cell."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._spans: list[tuple[str, int]] = []
        self._links: list[tuple[str, str]] = []
        self._link: tuple[str, int] | None = None
        self._paragraphs = 0
        self._length = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element within the cell."""
        if tag in _PARAGRAPHS:
            self._paragraphs += 1
            if self._paragraphs > 1:
                self._add("\n")
        elif tag == "text:span":
            self._spans.append((attributes.get("text:style-name", ""), len(self._pieces)))
        elif tag == "text:a":
            self._link = attributes.get("xlink:href", ""), len(self._pieces)
        elif tag == "text:s":
            count = counted(attributes.get("text:c", ""))
            self._add(" " * min(1 if count is None else count, _MOST_SPACES))
        elif tag in ("text:tab", "text:line-break"):
            self._add("\n" if tag == "text:line-break" else "\t")

    def end(self, tag: str) -> None:
        """Take in the end of an element within the cell."""
        if tag == "text:span" and self._spans:
            name, begin = self._spans.pop()
            style = self._styles.text(name)
            if (style.raised or style.colour) and len(self._spans) < _DEEPEST and len(self._runs) < _MOST_RUNS:
                self._runs.append(Run("".join(self._pieces[begin:]), style.raised, style.colour))
        elif tag == "text:a" and self._link:
            target, begin = self._link
            self._links.append(("".join(self._pieces[begin:]), target))
            self._link = None

    def text(self, piece: str) -> None:
        """Take in a piece of text; outside of paragraphs it is none."""
        if self._paragraphs:
            self._add(piece)

    def _add(self, piece: str) -> None:
        if self._length <= LONGEST_TEXT:
            self._pieces.append(piece)
            self._length += len(piece)

    def words(self) -> str:
        """Give the text of the cell."""
        return "".join(self._pieces)

    def runs(self) -> tuple[Run, ...]:
        """Give the stretches that look unlike the cell."""
        return tuple(self._runs)

    def links(self, row: int, column: int) -> list[Link]:
        """Give the links within the text."""
        return [Link(row, column, text.strip(), target) for text, target in self._links]

    def linked(self, row: int, column: int, target: str) -> list[Link]:
        """Give the link of a cell that is one as a whole."""
        return [Link(row, column, self.words().strip(), target)]
