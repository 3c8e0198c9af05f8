"""The zip package of a workbook, opened within limits: a packed file of some kilobytes can unpack to terabytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerestory.collect.reading.limits import LIMITS
from clerestory.collect.reading.refusal import Refusal, check_size, damaged, too_large
from clerestory.errors import WorkbookReturnError

_CHUNK = 2**18
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file: a workbook with a password, or one of the old form
_ZIP = b"PK\x03\x04"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1


class Package:
    """The parts of a workbook by name; each is read in chunks, and all of them together never above the limit."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = LIMITS.unpacked_bytes
        self.names = tuple(info.filename for info in archive.infolist())

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part, a chunk at a time.

        Raises
        ------
        Refusal
            If the part is damaged, or larger than it says, or all parts together are too large.
        """
        try:
            with self._archive.open(part) as file:
                while chunk := file.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise _unpacks_too_far()
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError):
            raise damaged("has a part that is damaged or missing") from None
        except RuntimeError:  # the library's word for a part with a password
            raise _locked() from None

    def read(self, part: str, limit: int = 2**20) -> bytes:
        """Give a small part as a whole."""
        data = b""
        for chunk in self.chunks(part):
            data += chunk
            if len(data) > limit:
                raise too_large("has a part of names or properties that is far larger than any program makes it")
        return data


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook's package.

    Raises
    ------
    Refusal
        If it is none, is locked, truncated, doubled or too large.
    """
    check_size(path, LIMITS.workbook_bytes)
    with path.open("rb") as file:
        _check_start(file.read(8))
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, UnicodeDecodeError):
        raise damaged("is cut off or damaged: its list of parts cannot be read") from None
    with archive:
        _check_entries(archive.infolist())
        yield Package(archive)


def _check_start(start: bytes) -> None:
    if not start:
        raise damaged("is empty")
    if start.startswith(_OLE):
        raise _locked()
    if not start.startswith(_ZIP):
        raise damaged("is not a workbook of the form that its name says")


def _locked() -> Refusal:
    what = "is locked with a password, or of the old form .xls under a new name"
    return Refusal(WorkbookReturnError, what, "Save it without a password as .xlsx or .ods; protect it on its way.")


def _unpacks_too_far() -> Refusal:
    return too_large(f"unpacks to more than {LIMITS.unpacked_bytes:,} bytes")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > LIMITS.parts:
        raise too_large(f"has {len(entries):,} parts where at most {LIMITS.parts:,} are read")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise damaged("has two parts of one name, so that two programs could read two different workbooks")
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise _locked()
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise damaged("is packed in a way that workbooks are not")
    if sum(entry.file_size for entry in entries) > LIMITS.unpacked_bytes:
        raise _unpacks_too_far()
    if any(map(_is_bomb, entries)):
        raise too_large(f"has a part that unpacks to more than {LIMITS.ratio} times its size")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > LIMITS.ratio_from_bytes and entry.file_size > LIMITS.ratio * max(entry.compress_size, 1)
