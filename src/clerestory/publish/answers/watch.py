"""The page of research that is followed, with each look at it as a row of a CSV."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.answers.public.watch import PublicWatch
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, WHOLE, Column, code, text

_TITLE = "Evidence that is followed"
WATCH_COLUMNS = (
    code("id", "Item", key=True),
    Column("check", "Check", "Its number; 0 where nobody has looked yet.", WHOLE, required=True, key=True),
    text("what", "What is followed", required=True),
    text("by", "Whose work it is", required=True),
    Column("since", "Followed since", datatype=DATE, required=True),
    Column("next_check", "Next check", "Empty where it is followed no more.", DATE),
    Column("overdue", "Overdue", "On the day of the release.", "boolean", required=True),
    Column("ended", "Followed until", datatype=DATE),
    text("reason", "Why it is followed no more"),
    Column("day_of_check", "Day of the check", datatype=DATE),
    text("found", "What was found"),
    text("version", "New version", "Empty where there was none."),
    Column("findings", "Findings that it changed", separator=SEVERAL),
    Column("guidance", "Guidance that it changed", separator=SEVERAL),
    Column("commitments", "Commitments that it changed", separator=SEVERAL),
)


def watch_table(made: PublicWatch) -> AnswerTable:
    """Give a row for each look, and one for what nobody has looked at yet."""
    return AnswerTable("evidence-watch", _TITLE, WATCH_COLUMNS, tuple(_rows(made)))


def _rows(made: PublicWatch) -> Iterator[tuple[object, ...]]:
    for item in made.items:
        first = (
            *(item.what, item.by, item.since.isoformat(), day_text(item.next_check)),
            *("true" if item.is_overdue else "false", day_text(item.ended), item.reason),
        )
        for number, one in enumerate(item.checks, start=1):
            changed = (SEVERAL.join(ids) for ids in (one.findings, one.guidance, one.commitments))
            yield (item.id, number, *first, one.day.isoformat(), one.found, one.edition, *changed)
        if not item.checks:
            yield (item.id, 0, *first, *[""] * 6)


WATCH_PART: AnswerPart[PublicWatch] = AnswerPart(
    name="watch",
    page="evidence-watch.html",
    template="answers/watch.html",
    title=_TITLE,
    about="Research of others: when it is next looked at, what was found, and what that changed here.",
    tables=lambda made: (watch_table(made),),
)
