"""The ledger of commitments as a page and a CSV of a release."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from clerestory.model.answers.acts.commitments import Evidence, Source
from clerestory.model.answers.commitments import CommitmentState
from clerestory.model.answers.public.commitments import PublicCommitments, ToldCommitment
from clerestory.model.calendar import date_text
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, WHOLE, Column, code, text

COMMITMENTS_PAGE = "commitments.html"
_NAME = "commitments"
STATES = "commitment_state"  # the code list
# What is still to be done, and what was not done, before what is settled.
_ORDER = (
    *(CommitmentState.MADE, CommitmentState.IN_PROGRESS, CommitmentState.PARTLY_KEPT, CommitmentState.BROKEN),
    *(CommitmentState.KEPT_LATE, CommitmentState.KEPT, CommitmentState.SUPERSEDED, CommitmentState.DROPPED),
)

COMMITMENT_COLUMNS = (
    code("id", "Commitment", key=True),
    text("title", "Title", required=True),
    code("state", "State", list_of=STATES),
    Column("overdue", "Overdue", "On the day of the release.", "boolean", required=True),
    text("owner", "Owner", "The post or body that keeps it.", required=True),
    Column("first_said", "First said", datatype=DATE, required=True),
    Column("due", "Due", "The day that counts now; empty where none was given.", DATE),
    Column("first_due", "First due", "The day that was given first.", DATE),
    Column(
        "closed", "Settled", "The day of the last evidence, or on which it was superseded, broken or withdrawn.", DATE
    ),
    Column("days_late", "Days late", "Of one that was kept; negative where early.", WHOLE, unit="days"),
    text("condition", "Condition", "What has to happen first."),
    text("sources", "Sources", "Document, paragraph and day of each.", required=True),
    text("words", "Words", "Of the first source.", required=True),
    text("words_are", "Words are", "Verbatim, or a paraphrase.", required=True),
    text("evidence", "Evidence", "Title, day and place of each."),
    text("successor", "Successor", "The commitment that took its place."),
    Column("predecessors", "Predecessors", "Whose place it took.", separator=SEVERAL),
    Column("follows", "Follows", "Commitments before it in a chain.", separator=SEVERAL),
    text("reason", "Reason", "Of the last change."),
)


def commitments_table(made: PublicCommitments) -> AnswerTable:
    """Give the ledger for programs, one commitment a row."""
    return AnswerTable(_NAME, "Commitments", COMMITMENT_COLUMNS, tuple(tuple(_row(one)) for one in made.commitments))


def _row(one: ToldCommitment) -> list[object]:
    first = one.sources[0]
    return [
        *(one.id, one.title, one.state, "true" if one.is_overdue else "false", one.owner),
        *(one.first_said.isoformat(), _day(one.due), _day(one.dues[0].day if one.dues else None), _day(one.closed)),
        *("" if one.days_late is None else one.days_late, one.condition),
        *(SEVERAL.join(map(source_text, one.sources)), first.words, first.words_are.value),
        SEVERAL.join(map(evidence_text, all_evidence(one))),
        *(one.successor, SEVERAL.join(one.predecessors), SEVERAL.join(one.follows), _last_reason(one)),
    ]


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _last_reason(one: ToldCommitment) -> str:
    counting = [change.reason for change in one.history if not change.is_set_aside]
    return counting[-1]


def source_text(source: Source) -> str:
    """Give where a promise was made, in words."""
    number = f"paragraph {source.paragraph}" if source.paragraph.isdigit() else source.paragraph
    return ", ".join(part for part in (source.document, number, date_text(source.dated)) if part)


def evidence_text(evidence: Evidence) -> str:
    """Give what shows that a promise was kept, and where that is, in words."""
    places = [evidence.address, f"{evidence.file} ({evidence.digest})" if evidence.file else ""]
    return f"{evidence.title}, {date_text(evidence.dated)}: {' and '.join(place for place in places if place)}"


def all_evidence(one: ToldCommitment) -> tuple[Evidence, ...]:
    """Give the evidence of a commitment and of its parts, each once."""
    return tuple(dict.fromkeys([*(shown for part in one.parts for shown in part.evidence), *one.evidence]))


def kept_words(one: ToldCommitment) -> str:
    """Say how long before or after its day a promise was kept; nothing where it was not.

    Examples
    --------
    >>> days_words(-16), days_words(0), days_words(1)
    ('16 days early', 'on the day', '1 day late')
    """
    if one.days_late is not None:
        return days_words(one.days_late)
    return "its day was given afterwards" if one.is_dated_afterwards else ""


def days_words(days: int) -> str:
    """Give a number of days late in words, negative ones as early."""
    if days == 0:
        return "on the day"
    return f"{abs(days)} day{'s' if abs(days) > 1 else ''} {'late' if days > 0 else 'early'}"


@dataclass(frozen=True)
class Shelf:
    """The commitments in one state, as the page has them."""

    state: CommitmentState
    commitments: tuple[ToldCommitment, ...]

    @property
    def anchor(self) -> str:
        """Where the page has them."""
        return f"state-{self.state.value.lower()}"


def shelves(made: PublicCommitments) -> list[Shelf]:
    """Give the commitments by state, those that are open first."""
    found = (Shelf(state, tuple(one for one in made.commitments if one.state == state.value)) for state in _ORDER)
    return [shelf for shelf in found if shelf.commitments]


def shown_ledger(made: PublicCommitments) -> dict[str, Any]:
    """Give what the templates of the ledger ask for."""
    return {
        "ledger": made,
        "shelves": shelves(made),
        "overdue": [one for one in made.commitments if one.is_overdue],
        "source_text": source_text,
        "all_evidence": all_evidence,
        "kept_words": kept_words,
        "days_words": days_words,
    }


COMMITMENTS = AnswerPart(
    name=_NAME,
    page=COMMITMENTS_PAGE,
    template=f"answers/{_NAME}.html",
    title="Commitments",
    about="What was promised, by when, by whom, and what shows that it was kept.",
    tables=lambda made: (commitments_table(made),),
    values=shown_ledger,
)
