"""Reading copies: a document under the mark of its reader, and what changed since another version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from clerestory.model.desk.differences import Difference
from clerestory.model.desk.documents import Document
from clerestory.publish.reading.changes import changed_sections
from clerestory.publish.reading.fragments import (
    Beside,
    CopyMark,
    ReadSection,
    copy_notice,
    nothing_beside,
    read_sections,
)


@dataclass(frozen=True)
class ReadingCopy:
    """What a page shows of a document: whose copy it is, once, and its sections."""

    title: str
    language: str
    notice: Markup
    sections: tuple[ReadSection, ...]


@dataclass(frozen=True)
class ChangesCopy:
    """What a page shows of the changes to a document: whose copy it is, once, and what differs in each section."""

    notice: Markup
    sections: tuple[Markup, ...]


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


def changes_copy(
    found: Iterable[Difference],
    after: Document,
    *,
    post: str,
    copy_id: str,
    opened: dt.datetime,
    page: str = "",
    beside: Beside = nothing_beside,
) -> ChangesCopy:
    """Give what differs in a document as a reader sees it; it is a reading copy, and bears its mark.

    Parameters
    ----------
    after : Document
        The later version.
    post, copy_id, opened
        What stands on every section and every printed page.
    page : str
        Where the later version is shown; empty for the same page.
    beside : callable
        Gives what stands by what changed at an address.
    """
    mark = CopyMark(post, copy_id, opened)
    return ChangesCopy(copy_notice(mark), changed_sections(found, after, mark, page=page, beside=beside))
