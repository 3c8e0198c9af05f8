"""EML as a form: read by the standard library, written by ourselves, checked line by line and by the library."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.mail.reading import KEPT, read_eml
from clerestory.protect.documents.mail.writing import MIME, write_eml
from clerestory.protect.documents.visible import invisible_signs


class Mail:
    """Messages after RFC 5322 and MIME."""

    def read(self, data: bytes, where: str) -> Document:
        """Read a message to blocks."""
        return read_eml(data, where)

    def write(self, document: Document) -> bytes:
        """Give a new message of the blocks."""
        return write_eml(document)

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield headers and body as bytes, then as the library decodes them."""
        head, _, body = data.partition(b"\r\n\r\n")
        yield from _foreign(head)
        yield from _unwritten(body)
        message = message_from_bytes(data)
        fields = [str(make_header(decode_header(str(message[name])))) for name in KEPT if message[name]]
        payload = message.get_payload(decode=True)
        text = payload.decode("utf-8", "surrogateescape") if isinstance(payload, bytes) else ""
        words = "\n".join([*fields, text])
        if any(sign not in "\n\t" for sign in invisible_signs(words)):
            yield Channel("the message", "signs without a shape", words, Seen.FOREIGN)
        yield Channel("the message", "headers and text as the standard library reads them", words, Seen.CONTENT)


def _foreign(head: bytes) -> Iterator[Channel]:
    """Yield the headers that we do not write, each with the lines that it is continued on."""
    lines = head.decode("latin-1").replace("\r\n ", " ").split("\r\n")
    fields = [line for line in lines if line.partition(":")[0] in KEPT]
    names = [line.partition(":")[0] for line in fields]
    others = [line for line in lines if line not in fields]
    if others != list(MIME) or len(set(names)) < len(names) or "\n" in "".join(lines):
        yield Channel("headers", "other headers than we write", "\n".join(lines), Seen.FOREIGN)
    yield Channel("headers", "bytes", "\n".join(fields), Seen.CONTENT)


def _unwritten(body: bytes) -> Iterator[Channel]:
    """Yield a body that is not plain signs in lines, as what we write always is."""
    if any(byte not in b"\r\n\t" and not 32 <= byte < 127 for byte in body) or body.count(b"\n") != body.count(b"\r\n"):
        yield Channel("the text", "bytes", body.decode("latin-1"), Seen.FOREIGN)
    yield Channel("the text", "bytes", body.decode("latin-1"), Seen.CONTENT)


FORM = Mail()
