"""The note of the reference group: what it says of the paper, printed where the paper asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import PaperError
from clerestory.model.replies import paragraphs_of
from clerestory.publish.paper.prose import read_prose
from clerestory.publish.paper.reading import Paper, facts_of
from clerestory.publish.paper.references import Block, Sources
from clerestory.publish.shown.values import ShownNote

GROUP_NOTE = "reference_group"  # the reference that prints it
_WHERE = "paper/reference-group.md"
_LEAD = "The reference group reviewed and informed this paper. It says:"
_NONE = "The reference group has written no note on this paper yet."


@dataclass(frozen=True)
class GroupNote:
    """What the reference group says, as readers see it, and the facts that it prints; nothing where it is empty."""

    paragraphs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


NO_NOTE = GroupNote()


def read_group_note(source: str, sources: Sources) -> GroupNote:
    """Print the paragraphs of the note.

    Parameters
    ----------
    source : str
        Paragraphs, with blank lines between them; every number is a reference, and Markdown means nothing.

    Raises
    ------
    PaperError
        If a paragraph does not hold; it is not repeated.
    """
    read = [read_prose(paragraph, sources) for paragraph in paragraphs_of(source)]
    for number, prose in enumerate(read, start=1):
        if prose.faults:
            where = f"{_WHERE}, paragraph {number}"
            raise PaperError("; ".join(prose.faults), where=where, remedy="Ask the group to mend it.")
    facts = facts_of([reference for prose in read for reference in prose.references])
    return GroupNote(tuple(prose.text for prose in read), tuple(facts))


def prints_note(paper: Paper) -> bool:
    """Say whether a paper has a place for the note."""
    return any(isinstance(what, Block) and what.kind == GROUP_NOTE for what in paper.references)


def check_printed(note: GroupNote, paper: Paper) -> None:
    """Check that a note that was written is printed.

    Raises
    ------
    PaperError
        If the paper has no place for it.
    """
    if note.paragraphs and not prints_note(paper):
        remedy = f"Write {{{{ {GROUP_NOTE} }}}} on a line of its own, where readers shall find it."
        raise PaperError("is written, and the paper does not print it", where=_WHERE, remedy=remedy)


def shown_note(note: GroupNote) -> ShownNote:
    """Give what is shown of a note, or that none was written."""
    return ShownNote(_LEAD if note.paragraphs else _NONE, note.paragraphs)
