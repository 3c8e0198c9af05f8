"""Replies of givers: printed beside the tables that name them, under the same rule of numbers as every other text."""

from __future__ import annotations

from collections.abc import Sequence

from clerestory.errors import PaperError
from clerestory.model.commission import StudySettings
from clerestory.model.replies import Reply
from clerestory.publish.numbers import counting_numbers
from clerestory.publish.paper.reading import Paper


def check_replies(replies: Sequence[Reply], paper: Paper, settings: StudySettings) -> None:
    """Check that every reply will be printed, and that none has a count that protection has not seen.

    Raises
    ------
    PaperError
        If the paper prints no table that names the giver, or a reply holds a number that is neither a year nor the
        value of a fact. The number is not repeated: it may be one that was withheld.
    """
    facts = {fact.value.lower() for fact in settings.facts.values()}
    for reply in replies:
        where = f"replies/{reply.provider.replace(':', '-')}.md"
        if not set(reply.tables) & set(paper.table_numbers):
            raise PaperError(
                "stands beside no table: the paper prints none that names this giver",
                where=where,
                remedy=f"Print one of {', '.join(reply.tables)} in the paper, or remove the reply.",
            )
        for number, text in enumerate(reply.paragraphs, start=1):
            if any(number.lower() not in facts for number in counting_numbers(text)):
                raise PaperError(
                    "holds a number that no table has behind it",
                    where=f"{where}, paragraph {number}",
                    remedy="Ask the giver to say it without counts; years and values of [facts] may stand.",
                )
