"""Files attached to a message, to be read as documents of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Document, Format
from clerestory.protect.documents.files import bytes_of, read_bytes
from clerestory.protect.documents.limits import MOST_NESTED


@dataclass(frozen=True, repr=False)
class Attachment:
    """An attached file: its number in the message, its suffix and its bytes. Its name is content and is not kept."""

    number: int
    suffix: str
    data: bytes = field(repr=False)

    def __repr__(self) -> str:
        return f"Attachment({self.number}, {self.suffix})"

    def document(self) -> Document:
        """Read it to blocks.

        Raises
        ------
        DocumentError
            As ``read_document`` does.
        """
        return read_bytes(self.data, self.suffix, where=f"attachment {self.number}")


def attachments_of(path: Path) -> tuple[Attachment, ...]:
    """Give the files attached to a message that are of a format we read; others are counted by ``read_document``.

    Raises
    ------
    DocumentError
        If the file is missing or too large, or messages lie in messages too deep.
    """
    message = message_from_bytes(bytes_of(path))
    found = ((suffix, data) for part in _leaves(message, path.name, 0) for suffix, data in [_file(part)])
    known = {form.value for form in Format}
    return tuple(
        Attachment(number, suffix, data) for number, (suffix, data) in enumerate(found, start=1) if suffix in known
    )


def _leaves(message: Message, where: str, depth: int) -> Iterator[Message]:
    if depth > MOST_NESTED:
        raise DocumentError("its parts lie too deep in one another", where=where, remedy="Save the parts on their own.")
    for part in message.get_payload() if message.is_multipart() else ():
        if not isinstance(part, Message):
            continue
        if part.get_content_type() == "message/rfc822" or part.get_filename():
            yield part
        elif part.is_multipart():
            yield from _leaves(part, where, depth + 1)


def _file(part: Message) -> tuple[str, bytes]:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return ".eml", inner.as_bytes() if isinstance(inner, Message) else b""
    data = part.get_payload(decode=True)
    return PurePosixPath(part.get_filename() or "").suffix.lower(), data if isinstance(data, bytes) else b""
