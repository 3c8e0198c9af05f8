"""The page of research that is followed, with each look at it as a row of a CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.watch import PublicWatch
from clerestory.publish.answers.days import day_text
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.csv_files import SEVERAL, csv_text

_HEADER = (
    *("id", "what", "by", "since", "next_check", "overdue", "ended", "reason", "day_of_check", "found", "version"),
    *("findings", "guidance", "commitments"),
)


def watch_files(made: PublicWatch) -> Mapping[str, str]:
    """Give the CSV: a row for each look, and one for what nobody has looked at yet."""
    return {"evidence-watch.csv": csv_text(_HEADER, _rows(made))}


def _rows(made: PublicWatch) -> Iterator[list[str]]:
    for item in made.items:
        first = [
            *(item.id, item.what, item.by, item.since.isoformat(), day_text(item.next_check)),
            *("yes" if item.is_overdue else "no", day_text(item.ended), item.reason),
        ]
        for one in item.checks:
            changed = (SEVERAL.join(ids) for ids in (one.findings, one.guidance, one.commitments))
            yield [*first, one.day.isoformat(), one.found, one.edition, *changed]
        if not item.checks:
            yield [*first, *[""] * 6]


WATCH_PART: AnswerPart[PublicWatch] = AnswerPart(
    name="watch",
    page="evidence-watch.html",
    template="answers/watch.html",
    title="Evidence that is followed",
    about="Research of others: when it is next looked at, what was found, and what that changed here.",
    files=watch_files,
)
