"""Blocks to EML, from nothing: the fields, three lines of MIME, and the text as one part."""

from __future__ import annotations

import quopri
from base64 import b64encode
from collections.abc import Iterator

from clerestory.model.redaction.documents import Block, Document, Role
from clerestory.protect.documents.mail.reading import KEPT
from clerestory.protect.documents.markup import clean

MIME = (
    "MIME-Version: 1.0",
    'Content-Type: text/plain; charset="utf-8"',
    "Content-Transfer-Encoding: quoted-printable",
)
_WORD_BYTES = 45  # of an encoded word, which may have 75 signs
_LONGEST = 76  # signs of a line of a header


def write_eml(document: Document) -> bytes:
    """Give a new message of the blocks of a document, with no header but the fields and those of MIME."""
    fields = [block for block in document.blocks if block.role is Role.FIELD and block.label in KEPT]
    kept = set(map(id, fields))
    text = "".join(clean(block.text) + "\n" for block in document.blocks if id(block) not in kept)
    body = quopri.encodestring(text.encode()).replace(b"\n", b"\r\n")
    head = "\r\n".join([*map(_field, fields), *MIME])
    return f"{head}\r\n\r\n".encode("ascii") + body


def _field(block: Block) -> str:
    text = " ".join(clean(block.text).split())
    line = f"{block.label}: {text}"
    if text.isascii() and "=?" not in text and len(line) <= _LONGEST:
        return line
    return f"{block.label}: " + "\r\n ".join(_encoded(text))


def _encoded(text: str) -> Iterator[str]:
    """Yield a text as encoded words, none of which parts a sign."""
    run = b""
    for sign in text:
        raw = sign.encode()
        if len(run) + len(raw) > _WORD_BYTES:
            yield f"=?utf-8?B?{b64encode(run).decode()}?="
            run = b""
        run += raw
    yield f"=?utf-8?B?{b64encode(run).decode()}?="
