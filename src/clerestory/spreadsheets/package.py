"""The zip package of a workbook, opened within limits: a packed file of some kilobytes can unpack to terabytes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

Refuse = Callable[[str], Exception]
_MB = 2**20
_CHUNK = 2**18
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # a compound file: a workbook with a password, or one of the old form
_ZIP = b"PK\x03\x04"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 0x1
_LOCKED = "is locked with a password, or of the old form .xls under a new name"
_LONG_PART = "has a part of names or properties that is far larger than any program makes it"


@dataclass(frozen=True)
class PackageLimits:
    """How large a workbook may be, as it lies there and unpacked.

    Attributes
    ----------
    workbook_bytes, unpacked_bytes : int
        A workbook, and all its parts together when they are unpacked.
    ratio, ratio_from_bytes : int
        How many times its packed size a part may have that unpacks to ``ratio_from_bytes`` or more.
    parts : int
        Entries of the package.
    """

    workbook_bytes: int = 256 * _MB
    unpacked_bytes: int = 2048 * _MB
    ratio: int = 500
    ratio_from_bytes: int = 16 * _MB
    parts: int = 2_000


@dataclass(frozen=True)
class Refusals:
    """The errors with which a reader refuses a workbook, each made of what is wrong: "is empty", "is cut off"."""

    damaged: Refuse
    locked: Refuse
    too_large: Refuse


class Package:
    """The parts of a workbook by name; each is read in chunks, and all of them together never above the limit."""

    def __init__(self, archive: zipfile.ZipFile, limits: PackageLimits, refusals: Refusals) -> None:
        self._archive, self._limits, self._refusals = archive, limits, refusals
        self._left = limits.unpacked_bytes
        self.opened = ExitStack()  # parts of which the reading ended midway, by an error
        self.names = tuple(info.filename for info in archive.infolist())

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield the bytes of a part, a chunk at a time.

        Raises
        ------
        One of the refusals
            If the part is damaged, or larger than it says, or all parts together are too large.
        """
        try:
            with self._archive.open(part) as file:
                self.opened.callback(file.close)
                while chunk := file.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._refusals.too_large(_unpacks_too_far(self._limits))
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError, ValueError):
            raise self._refusals.damaged("has a part that is damaged or missing") from None
        except RuntimeError:  # the library's word for a part with a password
            raise self._refusals.locked(_LOCKED) from None

    def read(self, part: str, limit: int = 2**20) -> bytes:
        """Give a small part as a whole."""
        data = b""
        for chunk in self.chunks(part):
            data += chunk
            if len(data) > limit:
                raise self._refusals.too_large(_LONG_PART)
        return data


@contextmanager
def open_package(path: Path, limits: PackageLimits, *, refusals: Refusals) -> Iterator[Package]:
    """Open a workbook's package.

    Raises
    ------
    One of the refusals
        If it is none, is locked, truncated, doubled or too large.
    """
    size = path.stat().st_size
    if size > limits.workbook_bytes:
        raise refusals.too_large(f"has {size:,} bytes where at most {limits.workbook_bytes:,} are read")
    with path.open("rb") as file:
        _check_start(file.read(8), refusals)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError, UnicodeDecodeError):
        raise refusals.damaged("is cut off or damaged: its list of parts cannot be read") from None
    with archive:
        _check_entries(archive.infolist(), limits, refusals)
        package = Package(archive, limits, refusals)
        with package.opened:
            yield package


def _check_start(start: bytes, refusals: Refusals) -> None:
    if not start:
        raise refusals.damaged("is empty")
    if start.startswith(_OLE):
        raise refusals.locked(_LOCKED)
    if not start.startswith(_ZIP):
        raise refusals.damaged("is not a workbook of the form that its name says")


def _unpacks_too_far(limits: PackageLimits) -> str:
    return f"unpacks to more than {limits.unpacked_bytes:,} bytes"


def _check_entries(entries: list[zipfile.ZipInfo], limits: PackageLimits, refusals: Refusals) -> None:
    if len(entries) > limits.parts:
        raise refusals.too_large(f"has {len(entries):,} parts where at most {limits.parts:,} are read")
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise refusals.damaged("has two parts of one name, so that two programs could read two different workbooks")
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        raise refusals.locked(_LOCKED)
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise refusals.damaged("is packed in a way that workbooks are not")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise refusals.too_large(_unpacks_too_far(limits))
    if any(_is_bomb(entry, limits) for entry in entries):
        raise refusals.too_large(f"has a part that unpacks to more than {limits.ratio} times its size")


def _is_bomb(entry: zipfile.ZipInfo, limits: PackageLimits) -> bool:
    return entry.file_size > limits.ratio_from_bytes and entry.file_size > limits.ratio * max(entry.compress_size, 1)
