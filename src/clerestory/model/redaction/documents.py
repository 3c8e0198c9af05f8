"""A document as plain blocks: what a reader sees, in order, and what was left behind when it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Format(Enum):
    """A form of files that are read and written."""

    TEXT = ".txt"
    DOCX = ".docx"
    ODT = ".odt"
    PDF = ".pdf"
    EMAIL = ".eml"
    XLSX = ".xlsx"
    PNG = ".png"  # a scan or exhibit alone
    JPEG = ".jpg"
    TIFF = ".tif"  # of one page or several, as fax machines and scanners write
    GIF = ".gif"


class Role(Enum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    CELL = "table cell"
    NOTE = "footnote"
    FIELD = "field"  # a header of a message that is kept: From, To, Subject, Date


@dataclass(frozen=True)
class Block:
    """A run of text that belongs together; it has no line breaks that matter.

    Attributes
    ----------
    text : str
        Confidential before redaction, so not in ``repr``.
    role : Role
    level : int
        Of a heading or list item, from 1.
    table, row, column : int
        Of a cell, from 1: which table (or sheet), which row, which column.
    page : int
        Of a PDF, from 1; 0 where there are no pages.
    label : str
        Of a field its name ("Subject"); of the first cell of a sheet nothing, since names of sheets are content too.
    """

    text: str = field(repr=False)
    role: Role = Role.PARAGRAPH
    level: int = 1
    table: int = 0
    row: int = 0
    column: int = 0
    page: int = 0
    label: str = ""


@dataclass(frozen=True)
class Word:
    """A word on a picture of a page, with the box around it in pixels: left, top, right, bottom."""

    text: str = field(repr=False)
    box: tuple[int, int, int, int]
    block: int  # position in ``Document.blocks`` of the block that holds the word
    start: int  # code point of the block's text at which it begins


@dataclass(frozen=True)
class Picture:
    """A scanned page or exhibit, as PNG; confidential.

    Attributes
    ----------
    png : bytes
    page : int
        The page it stands on, from 1; 0 where there are no pages.
    words : tuple of Word
        What OCR read on it; empty where nothing read it, and then nothing of it may leave.
    """

    png: bytes = field(repr=False)
    page: int = 0
    words: tuple[Word, ...] = field(default=(), repr=False)
    is_read: bool = False


class RedactedPicture(Picture):
    """A picture on which all passages were painted over; only such pictures are written."""


class InsideKind(Enum):
    """What lies inside a document and is a document of its own; the value stands in its mark and its file's name."""

    ATTACHMENT = "attachment"
    PICTURE = "picture"


@dataclass(frozen=True)
class Inside:
    """A file inside a document; confidential, and its name is content that is not kept.

    Attributes
    ----------
    kind : InsideKind
    suffix : str
        In small letters, as its name or its type says; empty where neither says any.
    data : bytes
    after : int
        How many blocks of the document stand before it.
    cell : tuple of int
        Table, row and column of the cell in which it stands; empty where it stands in none.
    """

    kind: InsideKind
    suffix: str
    data: bytes = field(repr=False)
    after: int = 0
    cell: tuple[int, int, int] | tuple[()] = ()


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    Attributes
    ----------
    format : Format
        Of the file.
    blocks : tuple of Block
    pictures : tuple of Picture
    left_behind : mapping of str to int
        What the file held that is not carried over, by channel in plain words ("comments", "tracked deletions",
        "hidden rows", "properties", "embedded files"), and how often.
    inside : tuple of Inside
        Attached files and pictures that a reader sees, in order; writers pass over them.
    """

    format: Format
    blocks: tuple[Block, ...] = field(repr=False)
    pictures: tuple[Picture, ...] = field(default=(), repr=False)
    left_behind: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    inside: tuple[Inside, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """All blocks in order, a line break after each; findings of a document are of this text."""
        return "".join(block.text + "\n" for block in self.blocks)

    @property
    def starts(self) -> tuple[int, ...]:
        """Code point of ``text`` at which each block begins."""
        starts, at = [], 0
        for block in self.blocks:
            starts.append(at)
            at += len(block.text) + 1
        return tuple(starts)
