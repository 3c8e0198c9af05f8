"""Documents that the reference group reads: blocks to comment on, whose addresses edits elsewhere leave alone.

Everything in them is text as it is printed. A document is whole in itself: it can be shown and compared when the draft
that it was made of is there no more.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import count
from typing import Any

from pydantic import TypeAdapter

from clerestory.model.canonical import canonical_json

_DIGITS = 12  # of a hash in an address: two texts of one document meet by chance once in 10^8 documents
_LONGEST = 40  # characters of words in an address
_DRAWN = ("wide", "narrow")  # how a chart looks, not what it says


class BlockKind(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    FIGURE = "figure"
    TABLE = "table"
    CELL = "cell"
    NOTE = "note"


class Look(Enum):
    """How the words of a block stand on the page."""

    PLAIN = "plain"
    BULLET = "bullet"
    NUMBERED = "numbered"
    QUOTE = "quote"
    CODE = "code"
    CAPTION = "caption"
    TERM = "term"


@dataclass(frozen=True)
class Run:
    """Words of one look; ``to`` is the block of the same document that they lead to."""

    text: str
    is_strong: bool = False
    is_emphasis: bool = False
    to: str = ""


@dataclass(frozen=True)
class Head:
    """The head of a column; ``group`` stands above neighbours that share it."""

    label: str
    group: str = ""
    is_number: bool = True
    is_margin: bool = False

    @property
    def name(self) -> str:
        """The label with the group before it."""
        return f"{self.group}: {self.label}" if self.group else self.label


@dataclass(frozen=True)
class Cell:
    """A cell of a table by the names of its row and column, which are unique in the table."""

    id: str
    row: str
    column: str
    text: str


@dataclass(frozen=True)
class Line:
    """A row of a table: its head, and a cell for each further column."""

    label: str
    cells: tuple[Cell, ...]
    is_margin: bool = False


@dataclass(frozen=True)
class Table:
    """Heads and rows; the first column heads the rows."""

    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Picture:
    """A chart in words and drawn twice; a drawing changes no version, what it says does."""

    description: str
    wide: str
    narrow: str


@dataclass(frozen=True)
class Block:
    """A part of a document that can be commented on.

    Attributes
    ----------
    id : str
        Its address in the document, safe in a link and as the id of an element.
    text : str
        As printed, without ``label``: what quotes are taken from.
    section : str
        The id of the heading above it; empty before the first.
    level : int
        Of a heading, or how deep a point of a list lies.
    label : str
        What the paper's own numbering puts before it, as "Table 2."; or the term that it explains.
    runs : tuple of Run
        The words of ``text`` with their looks; empty where they have none.
    """

    id: str
    kind: BlockKind
    text: str
    section: str = ""
    level: int = 0
    label: str = ""
    look: Look = Look.PLAIN
    runs: tuple[Run, ...] = ()
    table: Table | None = None
    picture: Picture | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a table, row by row."""
        return tuple(cell for line in self.table.lines for cell in line.cells) if self.table else ()

    def cell(self, row: str, column: str) -> Cell | None:
        """Find a cell by the names of its row and column."""
        return next((cell for cell in self.cells if (cell.row, cell.column) == (row, column)), None)


@dataclass(frozen=True)
class Document:
    """What is read at the desk under one title.

    Raises
    ------
    ValueError
        If two of its blocks or cells have one address.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"

    def __post_init__(self) -> None:
        """Check that every address is somebody's alone."""
        ids = [block.id for block in self.blocks] + [cell.id for block in self.blocks for cell in block.cells]
        if len(set(ids)) != len(ids):
            raise ValueError("two blocks of a document have one address")

    @cached_property
    def version(self) -> str:
        """The hash of all that it says; the look of a chart is no part of it."""
        return "sha256:" + hashlib.sha256(canonical_json(self._said())).hexdigest()

    @cached_property
    def appearance(self) -> str:
        """The hash of all that it shows: what it says, and the look of its charts."""
        return "sha256:" + hashlib.sha256(canonical_json(self.as_json())).hexdigest()

    def _said(self) -> dict[str, Any]:
        said = self.as_json()
        for block in said["blocks"]:
            for drawn in _DRAWN if block["picture"] else ():
                del block["picture"][drawn]
        return said

    @cached_property
    def by_id(self) -> dict[str, Block]:
        """Its blocks by their addresses."""
        return {block.id: block for block in self.blocks}

    @property
    def sections(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Its blocks by the headings above them, each with its heading first."""
        found: dict[str, list[Block]] = {}
        for block in self.blocks:
            found.setdefault(block.id if block.kind is BlockKind.HEADING else block.section, []).append(block)
        return ((section, tuple(blocks)) for section, blocks in found.items())

    def as_json(self) -> dict[str, Any]:
        """Give it as plain JSON values; the same document always gives the same."""
        made: dict[str, Any] = _DOCUMENT.dump_python(self, mode="json")
        return made

    @classmethod
    def of_json(cls, value: Any) -> Document:
        """Rebuild a document from ``as_json``.

        Raises
        ------
        ValueError
            If it is none.
        """
        return _DOCUMENT.validate_python(value)


_DOCUMENT = TypeAdapter(Document)


def digest_of(text: str) -> str:
    """Give what stands for a text in an address: the same text, the same digits, wherever it stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def address_of(label: str) -> str:
    """Give a label as a part of an address; two labels never share one.

    Examples
    --------
    >>> address_of("under 18"), address_of("Under 18").startswith("under-18-")
    ('under-18', True)
    """
    plain = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")[:_LONGEST]
    return plain if plain.replace("-", " ") == label else f"{plain}-{digest_of(label)}".lstrip("-")


def distinct(names: Iterable[str]) -> Iterator[str]:
    """Give names in order, each after the first of the same with its ordinal.

    Examples
    --------
    >>> list(distinct(["a", "b", "a"]))
    ['a', 'b', 'a.2']
    """
    seen: set[str] = set()
    for name in names:
        own = next(one for one in _counted(name) if one not in seen)
        seen.add(own)
        yield own


def _counted(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}.{number}" for number in count(2))
