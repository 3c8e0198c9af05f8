"""The disclosure log: what was asked under the law and in Parliament, and what was given; never who asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.model.answers.public.requests import PublicRequest, PublicRequests
from clerestory.publish.answers.parts import AnswerPart
from clerestory.publish.csv_files import SEVERAL, csv_text

_HEADER = (
    *("reference", "kind", "received", "answered", "asked", "outcome", "given", "sections", "reasons", "cells"),
    *("tables", "corrected", "review"),
)


def request_files(made: PublicRequests) -> Mapping[str, str]:
    """Give the CSV, one request a row."""
    return {"disclosure-log.csv": log_csv(made)}


def log_csv(made: PublicRequests) -> str:
    """Give the log as CSV."""
    return csv_text(_HEADER, _rows(made))


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
    title="Disclosure log",
    about="What was asked under the Freedom of Information Act and in Parliament, and what was given.",
    files=request_files,
)
