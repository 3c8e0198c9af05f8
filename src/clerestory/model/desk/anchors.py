"""Where in a document a comment belongs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from clerestory.model.forms import Form

DocumentId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$")]
Version = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Anchor(Form):
    """A place of a document: a block of it, and where that is a table, a cell of it.

    ``quote`` is what a reader saw there, so that the place is found again after an edit, and known where it is not.
    """

    document: DocumentId
    version: Version = Field(description="Of the document as it was read.")
    block: str = Field(default="", max_length=200, description="Id of a block; empty for the document as a whole.")
    row: str = Field(default="", max_length=500, description="Label of the row, where the block is a table.")
    column: str = Field(default="", max_length=500)
    quote: str = Field(default="", max_length=2_000)
    before: str = Field(default="", max_length=200)
    after: str = Field(default="", max_length=200)
