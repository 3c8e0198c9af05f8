"""DOCX as a form: read by lxml, written by ourselves, checked by expat and python-docx."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.package_channels import package_channels
from clerestory.protect.documents.word.allowed import ALLOWED
from clerestory.protect.documents.word.reading import read_docx
from clerestory.protect.documents.word.writing import write_docx


class Word:
    """Files of word processors after ECMA-376."""

    def read(self, data: bytes, where: str) -> Document:
        """Read a DOCX to blocks."""
        return read_docx(data, where)

    def write(self, document: Document) -> bytes:
        """Give a new DOCX of the blocks."""
        return write_docx(document)

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield the channels of the package, then what python-docx reads; it is asked last, of a sound package."""
        yield from package_channels(data, ALLOWED)
        file = docx.Document(io.BytesIO(data))
        words = [paragraph.text for paragraph in file.paragraphs]
        words += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        yield Channel("word/document.xml", "text as python-docx reads it", "\n".join(words), Seen.CONTENT)


FORM = Word()
