"""Rules 32 to 35: what is done last before a workbook is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.checklist.report import Finding
from clerestory.publish.checklist.rules.findings import failed, look
from clerestory.publish.checklist.workbook import Workbook
from clerestory.spreadsheets.addresses import cell_at

_FILE_NAME = re.compile(r"\S*[_-]\S*|.*\.(ods|xlsx?)", re.IGNORECASE)


def for_a_person(_: Workbook) -> Iterator[Finding]:
    """Yield nothing: a person has to look."""
    yield from ()


def document_information(book: Workbook) -> Iterator[Finding]:
    """Yield properties of the file that are not filled."""
    title = book.properties.get("title", "")
    if not title:
        yield failed("the file has no title among its properties")
    elif _FILE_NAME.fullmatch(title):
        yield look("the title among the properties looks like the name of a file")
    if "language" not in book.properties:
        # Excel keeps no language of a workbook, so that nobody can fill it in there.
        make = failed if book.form == "ods" else look
        yield make("the file does not say its language")
    if "creator" not in book.properties:
        yield look("the file has no author among its properties; name the organisation")


def cursor(book: Workbook) -> Iterator[Finding]:
    """Yield where the cursor stands, if it is not A1 of the first sheet."""
    if not book.sheets:
        return
    if book.active and book.active < len(book.sheets):
        yield failed("the workbook opens on this sheet and not on the first", book.sheets[book.active])
    first = book.sheets[0]
    if first.cursor and first.cursor != cell_at(1, 1):
        yield failed("the cursor of the first sheet stands here and not in A1", first, first.cursor)
