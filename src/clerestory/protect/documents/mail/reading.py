"""EML to blocks: five headers as fields, then the text, with the files attached; all else is counted.

Headers are decoded by the plain policy of the standard library: the one that takes addresses apart fails on some.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents.limits import MOST_NESTED
from clerestory.protect.documents.mail.attached import files_of
from clerestory.protect.documents.mail.hypertext import text_of_html
from clerestory.protect.documents.packages import damaged
from clerestory.protect.documents.visible import visible

KEPT = ("From", "To", "Cc", "Subject", "Date")
_PLUMBING = frozenset({"mime-version", "content-type", "content-transfer-encoding"})
_TEXTS = ("text/plain", "text/html")
_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def read_eml(data: bytes, where: str) -> Document:
    """Read a message to blocks; attached files and pictures follow the text, in the order of the message.

    Raises
    ------
    DocumentError
        If the file is no message, or a text of it is not in the encoding that it names.
    """
    message = message_from_bytes(data)
    if not any(message[name] for name in KEPT):
        raise damaged(where)
    left: Counter[str] = Counter()
    attached: list[Message] = []
    blocks = [*_fields(message, left, where)]
    for part in _Parts(left, attached, where).texts(message, 0):
        text = _decoded(part, where)
        if part.get_content_type() == "text/html":
            text = text_of_html(text, left)
        blocks += map(Block, visible(text, left).strip("\n").split("\n"))
    left["texts around the parts"] += sum(
        bool((end or "").strip()) for part in message.walk() for end in (part.preamble, part.epilogue)
    )
    inside = tuple(files_of(attached, after=len(blocks)))
    return Document(Format.EMAIL, tuple(blocks), left_behind={kind: n for kind, n in left.items() if n}, inside=inside)


def _fields(message: Message, left: Counter[str], where: str) -> Iterator[Block]:
    for name in KEPT:
        values = [visible(_header(value, where), left) for value in message.get_all(name, [])]
        if text := ", ".join(" ".join(value.split()) for value in values if value.strip()):
            yield Block(text, Role.FIELD, label=name)
    kept = _PLUMBING | {name.lower() for name in KEPT}
    left["headers"] += sum(name.lower() not in kept for name in message)


def _header(value: object, where: str) -> str:
    try:
        parts = decode_header(str(value))
        return "".join(p if isinstance(p, str) else p.decode(charset or "ascii", "replace") for p, charset in parts)
    except (MessageError, LookupError, ValueError) as reason:
        raise damaged(where) from reason


@dataclass(frozen=True)
class _Parts:
    """A walk through the parts of a message: texts are yielded, attached files kept, the rest counted."""

    left: Counter[str]
    attached: list[Message]
    where: str

    def texts(self, message: Message, depth: int) -> Iterator[Message]:
        """Yield the parts that a reader sees as the text of the message, plain ones before hypertext."""
        self._check(message, depth)
        kind = message.get_content_type()
        if kind == "multipart/alternative":
            yield from self._best(_parts(message), depth)
        elif message.is_multipart() and kind != "message/rfc822" and not _is_attached(message):
            self.left["headers"] += depth > 0 and len(message.keys()) > 1
            for part in _parts(message):
                yield from self.texts(part, depth + 1)
        elif kind in _TEXTS and not _is_attached(message):
            yield message
        else:
            self.attached.append(message)

    def _check(self, message: Message, depth: int) -> None:
        if depth > MOST_NESTED:
            remedy = "Save the parts on their own."
            raise DocumentError("its parts lie too deep in one another", where=self.where, remedy=remedy)
        kind = message.get_content_type()
        if kind == "multipart/encrypted" or kind.startswith(_LOCKED):
            raise DocumentError("the message is encrypted", where=self.where, remedy="Save it decrypted and try again.")

    def _best(self, parts: list[Message], depth: int) -> Iterator[Message]:
        """Yield the best version of a text; of the others the files alone are kept, such as pictures of hypertext."""
        plain = [part for part in parts if part.get_content_type() == "text/plain"]
        chosen = plain[0] if plain else next((part for part in parts if not _is_attached(part)), None)
        self.left["other versions of the text"] += len(parts) - (chosen is not None)
        for part in parts:
            if part is chosen:
                yield from self.texts(part, depth + 1)
            else:
                self.attached.extend(_files_in(part))


def _files_in(part: Message) -> Iterator[Message]:
    for leaf in part.walk():
        if not leaf.is_multipart() and (_is_attached(leaf) or leaf.get_content_maintype() == "image"):
            yield leaf


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _decoded(part: Message, where: str) -> str:
    data = part.get_payload(decode=True)
    charset = str(part.get_content_charset() or "utf-8")
    try:
        return data.decode("utf-8" if charset == "us-ascii" else charset) if isinstance(data, bytes) else ""
    except (LookupError, ValueError) as reason:  # no such encoding, other bytes, or a name with NUL
        raise DocumentError(
            "a text of it is not in the encoding that it names",
            where=where,
            remedy="Save the message anew from a mail program and try again. Nothing was written.",
        ) from reason
