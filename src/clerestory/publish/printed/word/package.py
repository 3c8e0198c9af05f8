"""A DOCX with nothing of the machine, the day or the program's own template in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from clerestory.publish.shown.whole import LANGUAGE, ShownPaper

_NEVER = (1980, 1, 1, 0, 0, 0)  # the time of every part


def packed(document: Document, paper: ShownPaper) -> bytes:
    """Give the bytes of a document that describes itself as its paper does; the same for the same document."""
    _describe(document, paper)
    relations = document.part.package.rels
    for name in [name for name, of in relations.items() if of.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(name)  # a picture of another, empty page
    out = io.BytesIO()
    document.save(out)
    return _at_fixed_time(out.getvalue())


def _describe(document: Document, paper: ShownPaper) -> None:
    day = dt.datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=dt.UTC)
    core = document.core_properties
    core.title, core.subject = paper.marked_title, paper.mark_sentence or paper.title
    core.author = core.last_modified_by = paper.publisher
    core.keywords, core.language, core.comments = ", ".join(paper.keywords), LANGUAGE, paper.mark_sentence
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
