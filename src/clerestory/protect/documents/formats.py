"""The registry of formats: which room reads, writes and opens a file, and how a file's format is told."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from io import BytesIO
from types import MappingProxyType
from typing import Protocol, cast

from clerestory.errors import DocumentError
from clerestory.model.redaction.documents import Document, Format
from clerestory.protect.documents.channels import Channel
from clerestory.protect.documents.packages import damaged, locked
from clerestory.protect.documents.pictures import SIGNS

_HOME = "clerestory.protect.documents"
# Each module has a ``FORM``; it is loaded when a file of its format is there, since the libraries are heavy.
_ROOMS: Mapping[Format, str] = MappingProxyType(
    {
        Format.TEXT: f"{_HOME}.plain",
        Format.DOCX: f"{_HOME}.word.form",
        Format.ODT: f"{_HOME}.opendocument.form",
        Format.EMAIL: f"{_HOME}.mail.form",
        Format.XLSX: f"{_HOME}.workbook.form",
        Format.PDF: f"{_HOME}.pdf.form",
        Format.PNG: f"{_HOME}.pdf.exhibit",
        Format.JPEG: f"{_HOME}.pdf.exhibit",
        Format.TIFF: f"{_HOME}.pdf.exhibit",
        Format.GIF: f"{_HOME}.pdf.exhibit",
    }
)
_SUFFIXES: Mapping[str, Format] = MappingProxyType(
    {**{form.value: form for form in Format}, ".md": Format.TEXT, ".jpeg": Format.JPEG, ".tiff": Format.TIFF}
)
_WRITTEN_AS: Mapping[Format, Format] = MappingProxyType(dict.fromkeys(SIGNS.values(), Format.PDF))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old file, or one that a password locked
_INSIDE: Mapping[str, Format] = MappingProxyType(
    {"word/document.xml": Format.DOCX, "xl/workbook.xml": Format.XLSX, "content.xml": Format.ODT}
)


class Form(Protocol):
    """A format: how its files are read, written and opened for the check."""

    def read(self, data: bytes, where: str) -> Document:
        """Read a file to blocks; ``where`` names it in messages."""
        ...

    def write(self, document: Document) -> bytes:
        """Give a new file of the blocks; the same blocks give the same bytes."""
        ...

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield every channel of a file that ``write`` made, read by other libraries."""
        ...


def form_of(format_: Format, where: str) -> Form:
    """Give the form of a format.

    Raises
    ------
    DocumentError
        If no room reads it.
    """
    if format_ not in _ROOMS:
        raise _unread(where)
    return cast("Form", import_module(_ROOMS[format_]).FORM)


def format_named(suffix: str) -> Format | None:
    """Give the format that a file's name says; None for a suffix that is none of ours."""
    return _SUFFIXES.get(suffix.lower())


def format_of_suffix(suffix: str, where: str) -> Format:
    """Give the format that a file's name says.

    Raises
    ------
    DocumentError
        If the suffix is none of ours.
    """
    format_ = format_named(suffix)
    if format_ is None:
        raise _unread(where)
    return format_


def written_as(format_: Format) -> Format:
    """Give the format in which a document of another is written: its own, but PDF for a picture."""
    return _WRITTEN_AS.get(format_, format_)


def suffix_written(suffix: str) -> str:
    """Give the suffix of the new file for one of this suffix; a suffix that is none of ours stays."""
    format_ = format_named(suffix)
    return _WRITTEN_AS[format_].value if format_ is not None and format_ in _WRITTEN_AS else suffix


def format_of(data: bytes, suffix: str, where: str) -> Format:
    """Give the format of a file, which its name and its content must agree on.

    Raises
    ------
    DocumentError
        If they do not, or if no room reads it.
    """
    named, held = format_of_suffix(suffix, where), _format_within(data, where)
    if held is None and named in (Format.TEXT, Format.EMAIL):
        return named
    if held is not named:
        raise damaged(where)
    return held


def _format_within(data: bytes, where: str) -> Format | None:
    """Give the format that the content says; None for texts, which say nothing of themselves."""
    if data.startswith(_OLE):
        raise locked(where)
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return Format.PDF
    if not data.startswith(b"PK"):
        return next((form for sign, form in SIGNS.items() if data.startswith(sign)), None)
    return _format_of_package(data, where)


def _format_of_package(data: bytes, where: str) -> Format | None:
    try:
        names = set(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as reason:
        raise damaged(where) from reason
    return next((form for name, form in _INSIDE.items() if name in names), None)


def _unread(where: str) -> DocumentError:
    suffixes = ", ".join(form.value for form in Format)
    return DocumentError(
        "files of this form are not read",
        where=where,
        remedy=f"Give one of {suffixes}; save others as one of these first.",
    )
