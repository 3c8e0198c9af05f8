"""Drafting texts from facts: what no file says stands as a gap to be decided, and is counted, never made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

GAP = "TO DECIDE:"


@dataclass(frozen=True)
class Draft:
    """A text, and how many gaps somebody has to decide before it may be used."""

    text: str
    gaps: int


class _Gaps:
    """Counts the gaps of one text while it is drafted."""

    def __init__(self) -> None:
        self.number = 0

    def known(self, value: object, what: str) -> str:
        """Give a value, or the gap that says what is to be decided."""
        if value not in (None, "", ()):
            return str(value)
        self.number += 1
        return f"**{GAP} {what}**"


def _one_line(value: object) -> str:
    """Give what a Markdown template says of a fact: a second line, or a bar, would end the row of a table."""
    return re.sub(r"\s*\n\s*", " ", str(value)).replace("|", "\\|")


def drafted(template: str, **facts: Any) -> Draft:
    """Give a text of ``share/drafts/templates`` filled with facts; the same facts give the same bytes.

    Parameters
    ----------
    template : str
        Its name there; ``known(value, what)`` in it gives a fact or a gap.
    **facts
        What it may name; one that it names and is not given is an error.
    """
    environment = Environment(
        loader=PackageLoader("clerestory.share.drafts"),
        undefined=StrictUndefined,
        autoescape=template.endswith(".html"),
        finalize=_one_line if template.endswith(".md") else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    gaps = _Gaps()
    text = environment.get_template(template).render(**facts, known=gaps.known)
    return Draft(text, gaps.number)
