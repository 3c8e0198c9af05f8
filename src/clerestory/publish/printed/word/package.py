"""A DOCX with nothing of the machine, the day or the program's own template in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import dataclass

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from clerestory.publish.shown.whole import LANGUAGE, ShownPaper

_NEVER = (1980, 1, 1, 0, 0, 0)  # the time of every part


@dataclass(frozen=True)
class Described:
    """What a document says of itself; ``date`` is its only one."""

    title: str
    subject: str
    author: str
    date: dt.date
    keywords: tuple[str, ...] = ()
    comments: str = ""


def described(paper: ShownPaper) -> Described:
    """Give what the document of a paper says of itself."""
    subject = paper.mark_sentence or paper.title
    return Described(
        paper.marked_title, subject, paper.publisher, paper.date, tuple(paper.keywords), paper.mark_sentence
    )


def packed(document: Document, of: Described) -> bytes:
    """Give the bytes of a document that describes itself so; the same for the same document."""
    _describe(document, of)
    # A picture of another, empty page, and data of the template's own.
    for relations, kind in (
        (document.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL),
        (document.part.rels, RELATIONSHIP_TYPE.CUSTOM_XML),
    ):
        for name in [name for name, of in relations.items() if of.reltype == kind]:
            relations.pop(name)
    out = io.BytesIO()
    document.save(out)
    return _at_fixed_time(out.getvalue())


def _describe(document: Document, of: Described) -> None:
    day = dt.datetime(of.date.year, of.date.month, of.date.day, tzinfo=dt.UTC)
    core = document.core_properties
    core.title, core.subject = of.title, of.subject
    core.author = core.last_modified_by = of.author
    core.keywords, core.language, core.comments = ", ".join(of.keywords), LANGUAGE, of.comments
    core.created = core.modified = day
    core.revision = 1


def _at_fixed_time(docx: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as found, zipfile.ZipFile(out, "w") as made:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.create_system = 3  # the same on every machine
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, found.read(name))
    return out.getvalue()
