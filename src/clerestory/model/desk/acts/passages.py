"""Acts of the reviewers of case texts: a text is opened, and decisions about its passages are made."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from clerestory.model.commission.names import Identifier
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.redaction.review import RedactionDecision

_MOST = 500  # a case text is a page or two


class OfText(ActForm):
    """An act about one case text, by its id in study.toml."""

    text: Identifier


class OpenText(OfText):
    """A reviewer opens a case text, to go through its passages that day."""

    act: Literal["open text"] = "open text"


class ReviewPassages(OfText):
    """A reviewer decides about passages of a text; ids, reasons and notes, and no word of the text."""

    act: Literal["review passages"] = "review passages"
    decisions: Annotated[tuple[RedactionDecision, ...], Field(min_length=1, max_length=_MOST)]
