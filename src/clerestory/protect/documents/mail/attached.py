"""Files attached to a message, as they are handed on to be read as documents of their own; names are not kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import PurePosixPath
from types import MappingProxyType

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Inside, InsideKind
from clerestory.protect.documents.packages import opened
from clerestory.protect.documents.pictures import picture_inside

_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "message/rfc822": ".eml",
        "text/plain": ".txt",
        "application/pdf": ".pdf",
        "image/png": ".png",
        "image/jpeg": ".jpg",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
        "application/vnd.oasis.opendocument.text": ".odt",
        "application/zip": ".zip",
    }
)
_OF_FINDERS = ("__MACOSX", ".DS_Store")  # what a file manager adds to an archive; nobody attached it


def files_of(parts: Iterable[Message], *, after: int) -> Iterator[Inside]:
    """Yield attached files and pictures; an archive is opened once, and each file in it is one.

    Parameters
    ----------
    parts : iterable of Message
    after : int
        How many blocks stand before them.
    """
    for part in parts:
        suffix, data = _suffix(part), _data(part)
        if part.get_content_maintype() == "image":
            yield replace(picture_inside(data, suffix), after=after)
        else:
            files = _files_of_archive(data) if suffix == ".zip" else [(suffix, data)]
            yield from (Inside(InsideKind.ATTACHMENT, each, content, after) for each, content in files)


def _suffix(part: Message) -> str:
    """Give the suffix of a file's name, or the one of its type where the name has none."""
    if part.get_content_type() == "message/rfc822":
        return ".eml"
    name = part.get_filename() or ""
    try:
        name = str(make_header(decode_header(name)))
    except (MessageError, LookupError, ValueError):
        name = ""
    return PurePosixPath(name.strip()).suffix.lower() or _SUFFIXES.get(part.get_content_type(), "")


def _data(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    charset = part.get_content_charset() if part.get_content_type() == "text/plain" else None
    return _in_unicode(data, charset) if charset else data


def _in_unicode(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeError):
        return data


def _files_of_archive(data: bytes) -> list[tuple[str, bytes]]:
    """Give the files of an archive within the limits; one that is locked, damaged or too large stays an archive."""
    try:
        package = opened(data, "an archive")
        names = [name for name in _names(package.archive.namelist()) if name in package.names]
        return [(PurePosixPath(name).suffix.lower(), package.part(name)) for name in names] or [(".zip", data)]
    except DocumentError:
        return [(".zip", data)]


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not any(part in _OF_FINDERS for part in PurePosixPath(name).parts):
            yield name
