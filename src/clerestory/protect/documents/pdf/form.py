"""PDF as a format of the registry."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.pdf.channels import channels_of
from clerestory.protect.documents.pdf.reading import read_pdf
from clerestory.protect.documents.pdf.writing import write_pdf

_SHOWN = frozenset({"text", "text without spaces", "drawn strings"})


class Pdf:
    """How PDF files are read, written and opened for the check."""

    def read(self, data: bytes, where: str) -> Document:
        """Read a file to blocks of what a reader sees."""
        return read_pdf(data, where)

    def write(self, document: Document) -> bytes:
        """Give a new file, typeset from the blocks."""
        return write_pdf(document)

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield every channel of a written file; what a page shows is content, and all else is expected empty."""
        for channel in channels_of(data, "the new PDF"):
            seen = Seen.CONTENT if channel.kind in _SHOWN else Seen.HIDDEN
            yield Channel(channel.part, channel.kind, channel.text, seen)


FORM = Pdf()
