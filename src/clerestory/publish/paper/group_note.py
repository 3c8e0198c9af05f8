"""The note of the reference group: what it says of the paper and the account of its review, where the paper asks."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import PaperError
from clerestory.model.replies import paragraphs_of
from clerestory.model.review_record import ReviewRecord
from clerestory.publish.paper.prose import read_prose
from clerestory.publish.paper.reading import Paper, facts_of
from clerestory.publish.paper.references import Block, Sources
from clerestory.publish.paper.review_account import account_of, references_of
from clerestory.publish.shown.values import ShownNote

GROUP_NOTE = "reference_group"  # the reference that prints it
_WHERE = "paper/reference-group.md"
_REVIEWED = "The reference group reviewed and informed this paper."
_LEAD = f"{_REVIEWED} It says:"
_NONE = "The reference group has written no note on this paper yet."


@dataclass(frozen=True)
class GroupNote:
    """What the reference group says, as readers see it, the account of its review, and the facts that they print.

    Nothing where there is none of it.
    """

    paragraphs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    account: tuple[str, ...] = ()


NO_NOTE = GroupNote()


def read_group_note(source: str, sources: Sources, review: ReviewRecord | None = None) -> GroupNote:
    """Print the paragraphs of the note, and the account of the review behind them.

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
    account, written = account_of(review, sources) if review else ((), ())
    facts = facts_of([*references_of((*read, *written))])
    return GroupNote(tuple(prose.text for prose in read), tuple(facts), account)


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
    if (note.paragraphs or note.account) and not prints_note(paper):
        remedy = f"Write {{{{ {GROUP_NOTE} }}}} on a line of its own, where readers shall find it."
        raise PaperError("is written, and the paper does not print it", where=_WHERE, remedy=remedy)


def shown_note(note: GroupNote) -> ShownNote:
    """Give what is shown of a note, or that none was written."""
    lead = _LEAD if note.paragraphs else _REVIEWED if note.account else _NONE
    return ShownNote(lead, (*note.paragraphs, *note.account))
