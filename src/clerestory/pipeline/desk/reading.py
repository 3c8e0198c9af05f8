"""Reading copies: a document under the mark of its reader, and what changed since another version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from clerestory.model.desk.differences import Difference
from clerestory.model.desk.documents import Document
from clerestory.publish.reading.changes import marked_changes
from clerestory.publish.reading.fragments import (
    Beside,
    CopyMark,
    ReadSection,
    copy_notice,
    nothing_beside,
    read_sections,
)
from clerestory.review.desk.differences import differences


@dataclass(frozen=True)
class ReadingCopy:
    """What a page shows of a document: whose copy it is, once, and its sections."""

    title: str
    language: str
    notice: Markup
    sections: tuple[ReadSection, ...]


@dataclass(frozen=True)
class Changed:
    """What differs between two versions, as values and as parts of a page."""

    found: tuple[Difference, ...]
    shown: tuple[Markup, ...]


def reading_copy(
    document: Document,
    *,
    post: str,
    copy_id: str,
    opened: dt.datetime,
    beside: Beside = nothing_beside,
    beside_cell: Beside | None = None,
) -> ReadingCopy:
    """Give a document as a reader sees it; the page around it has the title as its heading of level 1.

    Parameters
    ----------
    post, copy_id, opened
        What stands on every section and every printed page.
    beside, beside_cell : callable
        Give what stands by a block or a cell of an address, as a link to comment on it.
    """
    mark = CopyMark(post, copy_id, opened)
    sections = read_sections(document, mark, beside=beside, beside_cell=beside_cell)
    return ReadingCopy(document.title, document.language, copy_notice(mark), sections)


def changes_between(before: Document, after: Document, *, page: str = "") -> Changed:
    """Give what differs between two versions of a document; ``page`` is where the later one is shown."""
    found = differences(before, after)
    return Changed(found, marked_changes(found, page=page))
