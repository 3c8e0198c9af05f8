"""Files of documents: read whole within the limits, written anew, never over anything."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import DocumentError
from clerestory.model.redaction.choices import TextEncoding
from clerestory.model.redaction.documents import Document, Format
from clerestory.protect.documents.formats import form_of, format_of, format_of_suffix, written_as
from clerestory.protect.documents.limits import MOST_BYTES
from clerestory.protect.documents.plain import PlainText
from clerestory.study.writing import write_atomically

_FOR_READING = "Give a file that can be read. Nothing was written."


def read_document(path: Path, *, encoding: TextEncoding = TextEncoding.UNICODE) -> Document:
    """Read a document to blocks; the file is opened for reading alone.

    Parameters
    ----------
    path : Path
        A file of a format that is read; its name and its content must agree on which.
    encoding : TextEncoding
        Of a plain text that is not in Unicode.

    Raises
    ------
    DocumentError
        If the file is missing, damaged, locked, hostile or too large, or of a form that is not read.
    """
    return read_bytes(bytes_of(path), path.suffix, where=path.name, encoding=encoding)


def read_bytes(data: bytes, suffix: str, *, where: str, encoding: TextEncoding = TextEncoding.UNICODE) -> Document:
    """Read a document that lies in memory; ``where`` names it in messages.

    Raises
    ------
    DocumentError
        As ``read_document`` does.
    """
    format_ = format_of(data, suffix, where)
    form = PlainText(encoding) if format_ is Format.TEXT else form_of(format_, where)
    try:
        return form.read(data, where)
    except RecursionError as reason:
        raise DocumentError(
            "its parts lie too deep in one another", where=where, remedy="Save it anew as a plain document."
        ) from reason


def write_document(document: Document, path: Path) -> None:
    """Write a new file of a document: in its own format, a picture as PDF, or plain text where ``path`` ends in .txt.

    Parameters
    ----------
    document : Document
    path : Path
        Nothing may be there: neither the source nor anything else is ever written over.

    Raises
    ------
    DocumentError
        If something is there, or if the suffix is not the one of its new format nor .txt.
    """
    format_ = format_of_suffix(path.suffix, path.name)
    own = written_as(document.format)
    if format_ not in (own, Format.TEXT):
        raise DocumentError(
            f"a {document.format.value} document is not written as {path.suffix}",
            where=path.name,
            remedy=f"Name a file that ends in {own.value} or .txt.",
        )
    if path.exists() or path.is_symlink():
        raise DocumentError(
            "the file is there already, and nothing is written over", where=path.name, remedy="Name a new file."
        )
    write_atomically(path, form_of(format_, path.name).write(document))


def bytes_of(path: Path) -> bytes:
    """Give the bytes of a file that is not too large.

    Raises
    ------
    DocumentError
        If it is missing, no file, or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as reason:
        raise DocumentError("the file cannot be read", where=path.name, remedy=_FOR_READING) from reason
    if len(data) > MOST_BYTES:
        raise DocumentError(
            f"the file has more than {MOST_BYTES >> 20} MB", where=path.name, remedy="Part it into several."
        )
    return data
