"""The .qdpx package: a zip of project.qde and the sources, opened within limits and never unpacked to the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from clerestory.errors import QdaFileError
from clerestory.interviews.refi.refusals import damaged, too_large

_CHUNK = 2**18
_MB = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Limits:
    """What is refused; docs/reference/interviews.md names them.

    Attributes
    ----------
    packed_bytes, unpacked_bytes : int
        The package, and all its parts together.
    document_bytes, text_bytes : int
        project.qde or a .qdc file, and one transcript.
    ratio, ratio_from_bytes : int
        How many times its packed size a part may have that unpacks to ``ratio_from_bytes`` or more.
    parts : int
        Entries of the package.
    """

    packed_bytes: int = 4096 * _MB
    unpacked_bytes: int = 8192 * _MB
    document_bytes: int = 256 * _MB
    text_bytes: int = 16 * _MB
    ratio: int = 500
    ratio_from_bytes: int = 16 * _MB
    parts: int = 10_000


LIMITS = Limits()


class Archive:
    """The parts of a package by name, each read in chunks that are counted."""

    def __init__(self, archive: zipfile.ZipFile, where: str) -> None:
        self._archive, self._where = archive, where
        self.entries = tuple(archive.infolist())
        self.names = tuple(entry.filename for entry in self.entries)

    @property
    def document(self) -> str:
        """The name of the part that is the project.

        Raises
        ------
        QdaFileError
            If there is none, or more than one.
        """
        found = [name for name in self.names if "/" not in name and name.lower().endswith(".qde")]
        if len(found) != 1:
            raise damaged(f"has {len(found)} files .qde at its top where the standard has one", where=self._where)
        return found[0]

    def internal(self, path: str) -> str | None:
        """Give the part that a path of the project means, such as ``internal://<guid>.txt``; None if it is outside."""
        if not path.startswith("internal://"):
            return None
        wanted = "sources/" + path.removeprefix("internal://").casefold()
        return next((name for name in self.names if name.casefold() == wanted), None)

    def chunks(self, part: str, limit: int) -> Generator[bytes]:
        """Yield the bytes of a part.

        Raises
        ------
        QdaFileError
            If the part is damaged, or larger than the limit or than it says.
        """
        left = limit
        try:
            with self._archive.open(part) as file:
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise too_large(f"has a part of more than {limit:,} bytes", where=self._where)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError):
            raise damaged("has a part that is damaged or missing", where=self._where) from None

    def read(self, part: str, limit: int) -> bytes:
        """Give a part as a whole; raises as ``chunks`` does."""
        return b"".join(self.chunks(part, limit))


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a .qdpx package.

    Raises
    ------
    QdaFileError
        If it is none, is locked or damaged, is too large, or has a part whose name leads out of it.
    """
    where = str(path)
    if path.stat().st_size > LIMITS.packed_bytes:
        raise too_large(f"has more than {LIMITS.packed_bytes:,} bytes", where=where)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, UnicodeDecodeError):
        raise damaged("is no .qdpx package, or is cut off", where=where) from None
    with archive:
        fault = _fault_of(archive.infolist())
        if fault:
            raise QdaFileError(fault, where=where, remedy="Export the project again from the program it comes from.")
        yield Archive(archive, where)


def _fault_of(entries: list[zipfile.ZipInfo]) -> str:
    names = [entry.filename.casefold() for entry in entries]
    size = sum(entry.file_size for entry in entries)
    faults = {
        f"has more than {LIMITS.parts:,} parts": len(entries) > LIMITS.parts,
        "has two parts of one name, so that two programs could read two projects": len(set(names)) != len(names),
        "has a part whose name leads out of the package": any(map(_leads_out, entries)),
        "is locked with a password": any(entry.flag_bits & _IS_ENCRYPTED for entry in entries),
        "is packed in a way that the standard does not know": any(e.compress_type not in _METHODS for e in entries),
        f"unpacks to more than {LIMITS.unpacked_bytes:,} bytes": size > LIMITS.unpacked_bytes,
        f"has a part that unpacks to more than {LIMITS.ratio} times its size": any(map(_is_bomb, entries)),
    }
    return next((what for what, holds in faults.items() if holds), "")


def _leads_out(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename
    path = PurePosixPath(name)
    return not name.isprintable() or "\\" in name or ":" in name or path.is_absolute() or ".." in path.parts


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LIMITS.ratio_from_bytes and entry.file_size > LIMITS.ratio * max(entry.compress_size, 1)
