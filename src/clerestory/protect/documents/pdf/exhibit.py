"""Pictures of files, as formats of the registry: read by OCR, and written as PDF."""

from __future__ import annotations

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.pdf.form import Pdf
from clerestory.protect.documents.pdf.reading import read_exhibit


class Exhibit(Pdf):
    """How a picture is read; its new file is a PDF."""

    def read(self, data: bytes, where: str) -> Document:
        """Read a file to blocks of the words that OCR reads, with the pictures."""
        return read_exhibit(data, where)


FORM = Exhibit()
