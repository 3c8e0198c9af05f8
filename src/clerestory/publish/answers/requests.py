"""The disclosure log: what was asked under the law and in Parliament, and what was given; never who asked."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.answers.public.requests import PublicRequest, PublicRequests
from clerestory.publish.answers.parts import AnswerPart, AnswerTable
from clerestory.publish.csv_files import SEVERAL
from clerestory.publish.open_data.columns import DATE, Column, code, text

_NAME = "disclosure-log"
_TITLE = "Disclosure log"
LOG_COLUMNS = (
    code("reference", "Reference", key=True),
    text("kind", "What came", required=True),
    Column("received", "Received", datatype=DATE, required=True),
    Column("answered", "Answered", "The day of the last answer.", DATE, required=True),
    text("asked", "What was asked", "In neutral words.", required=True),
    text("outcome", "Outcome", required=True),
    text("given", "What was given", "Empty where nothing was."),
    Column("sections", "Sections", "Of the Freedom of Information Act 2000.", separator=SEVERAL),
    Column("reasons", "Reasons", "Codes of what is withheld.", separator=SEVERAL, list_of="reason"),
    Column("cells", "Released cells", "Release, table, row and column of each figure.", separator=SEVERAL),
    Column("tables", "Tables made for it", separator=SEVERAL),
    text("corrected", "Takes the place of", "Why an earlier answer does not stand."),
    text("review", "Internal review"),
)


def log_table(made: PublicRequests) -> AnswerTable:
    """Give the log for programs, one request a row."""
    return AnswerTable(_NAME, _TITLE, LOG_COLUMNS, tuple(map(tuple, _rows(made))))


def _rows(made: PublicRequests) -> Iterator[list[str]]:
    for one in made.requests:
        yield [
            *(one.reference, one.kind.words, one.received.isoformat(), one.answered.isoformat()),
            *(one.asked, one.outcome.value, one.given),
            SEVERAL.join(section.section.value for section in one.sections),
            SEVERAL.join(section.code.value for section in one.sections if section.code),
            SEVERAL.join(_cells(one)),
            SEVERAL.join(f"{table.table}: {table.title}" for table in one.tables),
            *(one.corrected, one.review),
        ]


def _cells(one: PublicRequest) -> Iterator[str]:
    for figure in one.figures:
        yield f"{figure.release} {figure.table}[{figure.row}, {figure.column}]"


REQUESTS_PART: AnswerPart[PublicRequests] = AnswerPart(
    name="requests",
    page="disclosure-log.html",
    template="answers/requests.html",
    title=_TITLE,
    about="What was asked under the Freedom of Information Act and in Parliament, and what was given.",
    tables=lambda made: (log_table(made),),
)
