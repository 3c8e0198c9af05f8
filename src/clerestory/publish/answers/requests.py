"""The disclosure log: what was asked under the law and in Parliament, and what was given; never who asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.requests import PublicRequest, PublicRequests
from clerestory.publish.answers.parts import AnswerPart, DescribedCsv
from clerestory.publish.csv_files import SEVERAL, csv_text
from clerestory.publish.open_data.columns import DATE, Column, code, data_column, header, text

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
    Column("reasons", "Reasons", "Codes of what is withheld.", separator=SEVERAL, list_of="withhold_reason"),
    Column("cells", "Released cells", "Release, table, row and column of each figure.", separator=SEVERAL),
    Column("tables", "Tables made for it", separator=SEVERAL),
    text("corrected", "Takes the place of", "Why an earlier answer does not stand."),
    text("review", "Internal review"),
)


def request_files(made: PublicRequests) -> Mapping[str, str]:
    """Give the CSV, one request a row."""
    return {f"{_NAME}.csv": log_csv(made)}


def log_csv(made: PublicRequests) -> str:
    """Give the log as CSV, each row with the kind of data behind it."""
    rows = ([*row, made.data.value] for row in _rows(made))
    return csv_text(header((*LOG_COLUMNS, data_column(made.data))), rows)


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
    files=request_files,
    csv=(DescribedCsv(_NAME, _TITLE, LOG_COLUMNS),),
)
