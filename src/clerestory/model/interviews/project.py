"""A project of qualitative analysis as the REFI-QDA standard has it: a view of the file, which stays whole beneath.

What the product needs has types of its own here: users, codes, text sources with their selections and codings. All
else (cases, variables, notes, links, sets, graphs, pictures, recordings) stays in the document, untouched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from clerestory.model.interviews.markup import Document

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
SOURCES = ("TextSource", "PictureSource", "PDFSource", "AudioSource", "VideoSource")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a codebook.

    Attributes
    ----------
    guid : str
        Without braces, in small letters, so that two spellings of one are one.
    path : tuple of str
        Its name, after the names of the codes that it stands under.
    is_codable : bool
        Whether passages may have it; if not it only groups others.
    """

    guid: str
    path: tuple[str, ...]
    is_codable: bool
    colour: str = ""
    description: str = ""

    @property
    def name(self) -> str:
        """The name of the code itself."""
        return self.path[-1]

    @property
    def label(self) -> str:
        """The name with those that it stands under."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Coding:
    """A code that a coder gave to a selection or to a whole source; ``coder`` is empty where the file names nobody."""

    code: str
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage of a text: code points ``start`` to ``end``, the end not within, and its codings."""

    guid: str
    start: int
    end: int
    codings: tuple[Coding, ...] = ()


@dataclass(frozen=True, repr=False)
class TextSource:
    """A transcript with its codings; ``repr`` shows neither name nor text."""

    guid: str
    name: str
    text: str
    selections: tuple[Selection, ...] = ()
    codings: tuple[Coding, ...] = ()

    def __repr__(self) -> str:
        return f"TextSource({len(self.selections)} selections)"


@dataclass(frozen=True, repr=False)
class Codebook:
    """The codes of a .qdc file, and the file beneath."""

    codes: tuple[Code, ...]
    document: Document

    def __repr__(self) -> str:
        return f"Codebook({len(self.codes)} codes)"


@dataclass(frozen=True, repr=False)
class Project:
    """A .qdpx file: what is understood of it, and the document beneath, from which it is written again.

    Attributes
    ----------
    coders : tuple of str
        GUIDs of the users, in the order of the file; their names are never read.
    kept : mapping of str to int
        How many sources of each other kind (pictures, PDF, sound, film) are kept and not read.
    """

    codes: tuple[Code, ...]
    coders: tuple[str, ...]
    sources: tuple[TextSource, ...]
    document: Document
    kept: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    def __repr__(self) -> str:
        return f"Project({len(self.codes)} codes, {len(self.sources)} texts)"
