"""What a press notice has beside the release: whom to ask, and what somebody said (``press.toml``).

A quotation is what somebody says, never what was counted: it stands apart, with the post of who said it (rule P3).
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from clerestory.model.forms import Form
from clerestory.model.wording.anchors import could_identify

_NUMBER = re.compile(r"\d|%|\bper cent\b", re.IGNORECASE)


def _plain(text: str) -> str:
    """Refuse words that count, or could lead to a person; they are not repeated."""
    if _NUMBER.search(text):
        raise ValueError("holds a number: what was counted stands in the release, with its limits")
    if found := next(could_identify(text), ""):
        raise ValueError(found)
    return text


class Quotation(Form):
    """What somebody said, in their words."""

    by: Annotated[str, AfterValidator(_plain)] = Field(
        min_length=3, max_length=120, description="A post, never a name."
    )
    words: Annotated[str, AfterValidator(_plain)] = Field(min_length=10, max_length=800, description="Without numbers.")
    is_testimony: bool = Field(default=False, description="Whether it tells what happened to who says it.")


class PressFile(Form):
    """``press.toml``."""

    form: Literal["clerestory-press/1"]
    contact: str = Field(min_length=5, max_length=300, description="Whom journalists ask: a press office.")
    quotations: tuple[Quotation, ...] = ()
