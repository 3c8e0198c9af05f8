"""Lists of letters: what waits, what is overdue, whose it is, and what a search finds; as rows and as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import LetterState
from clerestory.model.answers.rows import Listed, ListedRow
from clerestory.pipeline.answering.reading import record_of
from clerestory.publish.csv_files import csv_text
from clerestory.study.answers import AnswerPlace, Query

PAGE = 50
COLUMNS = ("letter", "subject", "state", "owner", "received", "due", "ended", "references", "data")


class Which(Enum):
    """Which letters a list shows; the values stand in addresses and commands."""

    OPEN = "open"
    OVERDUE = "overdue"
    MINE = "mine"
    CLEARANCE = "clearance"
    ENDED = "ended"
    ALL = "all"

    @property
    def words(self) -> str:
        """What a list of them is called."""
        return _WORDS[self]


_WORDS = {
    Which.OPEN: "Open",
    Which.OVERDUE: "Overdue",
    Which.MINE: "Mine",
    Which.CLEARANCE: "Waiting for clearance",
    Which.ENDED: "Ended",
    Which.ALL: "All",
}


@dataclass(frozen=True)
class Asked:
    """What is asked of the list of letters.

    Attributes
    ----------
    person : str
        Whose letters are ``MINE``.
    page : int
        From 1.
    """

    which: Which = Which.OPEN
    words: str = ""
    person: str = ""
    page: int = 1
    size: int = PAGE


def listed_letters(place: AnswerPlace, asked: Asked) -> Listed:
    """Give a page of the list of letters, what is due first first, and how many there are in all."""
    return record_of(place).listed(Kind.LETTER, _query(asked, place.today))


def _query(asked: Asked, today: dt.date) -> Query:
    which = asked.which
    return Query(
        states=(LetterState.DRAFTED.value,) if which is Which.CLEARANCE else (),
        owner=asked.person if which is Which.MINE else "",
        is_open={Which.ALL: None, Which.ENDED: False}.get(which, True),
        due_before=today if which is Which.OVERDUE else None,
        words=asked.words,
        skip=(asked.page - 1) * asked.size,
        most=asked.size,
    )


def every_letter(place: AnswerPlace, asked: Asked) -> Iterator[ListedRow]:
    """Yield the whole of a list, page by page."""
    page, seen = 1, 0
    while True:
        part = listed_letters(place, Asked(asked.which, asked.words, asked.person, page, size=1_000))
        yield from part.rows
        seen += len(part.rows)
        if not part.rows or seen >= part.total:
            return
        page += 1


def letters_csv(place: AnswerPlace, asked: Asked) -> str:
    """Give a list of letters as CSV: no names and no texts; no program that opens it takes a text for a formula."""
    data = place.settings.data.value
    return csv_text(COLUMNS, (_fields(one, data) for one in every_letter(place, asked)))


def _fields(one: ListedRow, data: str) -> list[object]:
    row = one.row
    days = [day.isoformat() if day else "" for day in (row.opened, row.due, row.closed)]
    return [one.subject, row.title, row.state, row.owner, *days, "; ".join(row.references), data]


def letters_waiting(place: AnswerPlace, person: str) -> Mapping[str, int]:
    """Count what waits among the letters, in words: overdue, to be assigned, to be drafted by the person, cleared.

    What waits for clearance is counted but for what the person has themselves, which somebody else clears.
    """
    record, today = record_of(place), place.today

    def count(**asked: Any) -> int:
        return record.listed(Kind.LETTER, Query(most=0, is_open=True, **asked)).total

    def of(state: LetterState, owner: str = "") -> int:
        return count(states=(state.value,), owner=owner)

    return {
        "overdue": count(due_before=today),
        "to be assigned": of(LetterState.RECEIVED),
        "of yours to be drafted": of(LetterState.ASSIGNED, person),
        "waiting for clearance": of(LetterState.DRAFTED) - of(LetterState.DRAFTED, person),
        "of yours cleared, to be sent": of(LetterState.CLEARED, person),
    }
