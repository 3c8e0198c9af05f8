"""What the printed paper shows, as PDF and as DOCX: its tables and words, and the words for its pictures."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pikepdf

from released.grids import Grid, grid, one_spaced

_CAPTION = re.compile(r"(?:[A-Za-z ]{0,40} )?(?P<name>(?:Table|Chart) \d+)\. ")  # after the mark of the data


@dataclass
class Tagged:
    """An element of the structure that a PDF has for readers who listen, with its words in order."""

    kind: str
    depth: int
    parts: list[Tagged | str] = field(default_factory=list)

    def words(self) -> str:
        return one_spaced("".join(part if isinstance(part, str) else part.words() for part in self.parts))

    def of_kind(self, *kinds: str) -> Iterator[Tagged]:
        for part in self.parts:
            if isinstance(part, Tagged):
                if part.kind in kinds:
                    yield part
                else:
                    yield from part.of_kind(*kinds)


def tagged(pdf: Path) -> Tagged:
    """The tagged structure of a PDF, as poppler tells it."""
    told = subprocess.run(["pdfinfo", "-struct-text", pdf], check=True, capture_output=True).stdout.decode()
    root = Tagged("Root", -1)
    open_ones = [root]
    for line in told.splitlines():
        depth, text = len(line) - len(line.lstrip()), line.strip()
        while len(open_ones) > 1 and open_ones[-1].depth >= depth:
            open_ones.pop()
        if text.startswith('"'):
            open_ones[-1].parts.append(text[1:-1])
        elif found := re.match(r"([A-Z][A-Za-z0-9]*)(?: <\w+>)?(?: \(\w+\))?:?$", text):
            one = Tagged(found[1], depth)
            open_ones[-1].parts.append(one)
            open_ones.append(one)
    return root


def pdf_tables(pdf: Path) -> dict[str, list[Grid]]:
    """The tables of a PDF by what their captions call them; a wide one has several parts."""
    found: dict[str, list[Grid]] = {}
    for table in tagged(pdf).of_kind("Table"):
        name = _CAPTION.match(" ".join(caption.words() for caption in table.of_kind("Caption")))
        lines = [[cell.words() for cell in row.of_kind("TH", "TD")] for row in table.of_kind("TR")]
        found.setdefault(name["name"] if name else "", []).append(grid(lines[0], lines[1:]))
    return found


def pdf_words(pdf: Path) -> str:
    """Every word of a PDF: printed, for pictures, and about the document."""
    printed = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    with pikepdf.open(pdf) as document:
        spoken = [
            str(of[name]) for of in _dictionaries(document) for name in ("/Alt", "/ActualText", "/T") if name in of
        ]
        about = [str(value) for value in document.docinfo.values()]
    return one_spaced(" ".join([printed, *spoken, *about]))


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    return (of for of in document.objects if isinstance(of, pikepdf.Dictionary))


def docx_tables(path: Path) -> dict[str, list[Grid]]:
    """The tables of a DOCX by the caption before each."""
    found: dict[str, list[Grid]] = {}
    name = ""
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, docx.table.Table):
            lines = [[cell.text for cell in row.cells] for row in block.rows]
            found.setdefault(name, []).append(grid(lines[0], lines[1:]))
        elif caption := _CAPTION.match(one_spaced(block.text)):
            name = caption["name"]
    return found
