"""Zip packages of documents: opened with limits, parsed without document types, written with fixed dates.

Nothing is ever fetched: links to other files and addresses stay words of the package.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from clerestory.errors import DocumentError
from clerestory.protect.documents.limits import FREE_BYTES, MOST_EXPANSION, MOST_PARTS, MOST_UNPACKED

_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest date that a package can hold
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1  # bit of the flags of an entry
_OUTSIDE = re.compile(r"(^|/)\.\.(/|$)|^/|\\|\0")
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,  # a directory that points before the file, names that are no text
)


@dataclass(frozen=True, repr=False)
class Package:
    """A package that holds to the limits; its parts are unpacked when they are asked for.

    Attributes
    ----------
    where : str
        The file, for messages.
    names : frozenset of str
        Of its parts.
    """

    where: str
    names: frozenset[str]
    archive: zipfile.ZipFile

    def __repr__(self) -> str:
        return f"Package({len(self.names)} parts)"

    def part(self, name: str) -> bytes:
        """Unpack a part.

        Raises
        ------
        DocumentError
            If it is damaged.
        """
        try:
            return self.archive.read(name)
        except _DAMAGED as reason:
            raise damaged(self.where) from reason

    def tree(self, name: str) -> Any:
        """Parse a part that holds XML, or give None where there is no such part.

        Raises
        ------
        DocumentError
            If it is no XML, or has a document type, which could define entities or fetch something.
        """
        return parsed(self.part(name), self.where) if name in self.names else None


def opened(data: bytes, where: str) -> Package:
    """Open a package after its sizes, names and locks were looked at.

    Parameters
    ----------
    data : bytes
    where : str
        The file, for messages.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted or larger than the limits, or names parts twice or outside of itself.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED as reason:
        raise damaged(where) from reason
    entries = archive.infolist()
    _check_sizes(entries, len(data), where)
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise locked(where)
    if len({name.casefold() for name in names}) < len(names) or any(map(_OUTSIDE.search, names)):
        raise _refused("its package names a part twice, or outside of itself", where)
    if any(entry.compress_type not in _PLAIN for entry in entries):
        raise _refused("its package is compressed in a way that documents do not use", where)
    return Package(where, frozenset(name for name in names if not name.endswith("/")), archive)


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, where: str) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > max(FREE_BYTES, MOST_EXPANSION * size):
        raise DocumentError(
            f"it would unpack to more than {MOST_PARTS:,} parts, {MOST_UNPACKED >> 20} MB or {MOST_EXPANSION} times "
            "its size",
            where=where,
            remedy="Save the document anew from the program that made it, or part it into several.",
        )


def parsed(data: bytes, where: str) -> Any:
    """Parse XML without entities, document types or anything fetched.

    Raises
    ------
    DocumentError
        If it is no XML, or has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as reason:
        raise damaged(where) from reason
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused("a part of it has a document type, which documents of this form never have", where)
    return root


def check_programs(package: Package, programs: re.Pattern[str]) -> None:
    """Check that a package has no macros; ``programs`` finds names of parts that hold some.

    Raises
    ------
    DocumentError
        If it has some.
    """
    if any(map(programs.search, package.names)):
        raise _refused("it holds macros or scripts", package.where)


def check_office_programs(package: Package, programs: re.Pattern[str]) -> None:
    """Check that an Office file has no macros, by the names of its parts and by what it says of itself.

    Raises
    ------
    DocumentError
        If it has some, or says nothing of itself.
    """
    check_programs(package, programs)
    if b"macroEnabled" in package.part("[Content_Types].xml"):
        raise _refused("it is a form for macros", package.where)


def packed(parts: Mapping[str, str]) -> bytes:
    """Pack parts so that the same parts give the same bytes; a part named ``mimetype`` is stored as it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.create_system = 3  # the same on every machine
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, text.encode())
    return out.getvalue()


def damaged(where: str) -> DocumentError:
    """Give the error of a file that is not whole."""
    return DocumentError(
        "the file is damaged or not of the form that its name says",
        where=where,
        remedy="Open it in the program that made it, save it anew and try again. Nothing was written.",
    )


def locked(where: str) -> DocumentError:
    """Give the error of a file with a password, or in the form that a password (or an old program) leaves."""
    return DocumentError(
        "the file has a password or is of an old form (.doc, .xls)",
        where=where,
        remedy="Save it without a password as DOCX, ODT or XLSX and try again. Nothing was written.",
    )


def _refused(what: str, where: str) -> DocumentError:
    return DocumentError(
        what, where=where, remedy="Save it anew without them, as a plain document, and try again. Nothing was written."
    )
