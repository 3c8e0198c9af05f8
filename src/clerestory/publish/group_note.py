"""The note of the reference group: what it says of the paper, printed where the paper asks for it."""

from __future__ import annotations

import re

from clerestory.errors import PaperError
from clerestory.publish.prose import read_prose
from clerestory.publish.references import Sources
from clerestory.publish.shown.values import ShownNote

GROUP_NOTE = "reference_group"  # the reference that prints it
_WHERE = "paper/reference-group.md"
_LEAD = "The reference group reviewed and informed this paper. It says:"
_NONE = "The reference group has written no note on this paper yet."


def read_group_note(source: str, sources: Sources) -> tuple[str, ...]:
    """Print the paragraphs of the note; none where it is empty.

    Parameters
    ----------
    source : str
        Paragraphs, with blank lines between them; every number is a reference, and Markdown means nothing.

    Raises
    ------
    PaperError
        If a paragraph does not hold; it is not repeated.
    """
    printed = []
    for number, paragraph in enumerate(filter(str.strip, re.split(r"\n\s*\n", source)), start=1):
        prose = read_prose(paragraph, sources)
        if prose.faults:
            where = f"{_WHERE}, paragraph {number}"
            raise PaperError("; ".join(prose.faults), where=where, remedy="Ask the group to mend it.")
        printed.append(prose.text)
    return tuple(printed)


def check_printed(note: tuple[str, ...], *, is_asked_for: bool) -> None:
    """Check that a note that was written is printed.

    Raises
    ------
    PaperError
        If the paper has no place for it.
    """
    if note and not is_asked_for:
        remedy = f"Write {{{{ {GROUP_NOTE} }}}} on a line of its own, where readers shall find it."
        raise PaperError("is written, and the paper does not print it", where=_WHERE, remedy=remedy)


def shown_note(note: tuple[str, ...]) -> ShownNote:
    """Give what is shown of a note, or that none was written."""
    return ShownNote(_LEAD if note else _NONE, note)
