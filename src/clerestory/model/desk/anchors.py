"""Where in a document a comment belongs, and what becomes of that in another version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from clerestory.model.forms import Form

MOST_QUOTED = 2_000  # code points of a quote; a longer passage is known by how it begins

DocumentId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
Version = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Anchor(Form):
    """A place of a document: a block of it, and where that is a table, a cell of it.

    ``quote`` is what a reader saw there, so that the place is found again after an edit, and known where it is not.
    """

    model_config = ConfigDict(str_strip_whitespace=False)  # spaces around a quote tell where it ends

    document: DocumentId
    version: Version = Field(description="Of the document as it was read.")
    block: str = Field(default="", max_length=200, description="Id of a block; empty for the document as a whole.")
    section: str = Field(default="", max_length=200, description="Id of the heading above it; empty before the first.")
    row: str = Field(default="", max_length=500, description="Label of the row, where the block is a table.")
    column: str = Field(default="", max_length=500)
    quote: str = Field(default="", max_length=MOST_QUOTED)
    before: str = Field(default="", max_length=200)
    after: str = Field(default="", max_length=200)
    ordinal: int = Field(
        default=0, ge=0, description="Which of several places of the block with the same words around."
    )


@dataclass(frozen=True)
class Placed:
    """The same words stand at the same address; ``start`` is their first code point in the text there."""

    anchor: Anchor
    start: int


@dataclass(frozen=True)
class Moved:
    """The words stand elsewhere, or others stand in their place: a reader is told so and sees the old ones.

    Attributes
    ----------
    likeness_pct : float
        How like the old words and those around them the new ones are, 0 to 100.
    """

    anchor: Anchor
    start: int
    was: Anchor
    likeness_pct: float


@dataclass(frozen=True)
class Lost:
    """The words are gone; the comment stays at their section, or before the first where that is gone too."""

    section: str
    was: Anchor


Reanchored = Placed | Moved | Lost
