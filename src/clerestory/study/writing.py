"""Files and folders that are there whole or not at all, and never more open than the folder they lie in.

The vault is its owner's alone from the moment it is made; so whatever is written below it is, too, whatever the umask.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_OWNERS = 0o700  # rights of the owner alone
PARTIAL = ".partial-"  # what a kill may leave behind begins so, and the next run removes it


def make_secret(folder: Path) -> None:
    """Make a folder that only its owner can enter, or close one that an earlier version left open, with all in it."""
    _make_folder(folder.parent)
    folder.mkdir(mode=_OWNERS, exist_ok=True)
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.lstat().st_mode)
        if mode & ~_OWNERS and not path.is_symlink():
            path.chmod(mode & _OWNERS)


def new_file(path: Path, *, mode: int = 0o666) -> BinaryIO:
    """Open a file to be written anew, never more open than its folder, not even before its first byte."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode & _openness(path.parent)), "wb")


def write_secret(path: Path, data: bytes | str) -> None:
    """Write a file that only its owner can read, wherever it lies."""
    write_atomically(path, data, mode=0o600)


def write_atomically(path: Path, data: bytes | str, *, mode: int = 0o666) -> None:
    """Write a file so that a reader, or a kill, sees the old one or the new one and nothing between."""
    _make_folder(path.parent)
    temporary = path.with_name(PARTIAL + path.name)
    try:
        with new_file(temporary, mode=mode) as file:
            file.write(data.encode() if isinstance(data, str) else data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:  # outside a study no next run would sweep it
        temporary.unlink(missing_ok=True)
        raise


@contextmanager
def placed(path: Path) -> Iterator[Path]:
    """Give a place beside ``path`` for a new file, which gets its name when the block ends without an error."""
    with placed_together([path]) as places:
        yield places[path]


@contextmanager
def placed_together(paths: Sequence[Path]) -> Iterator[Mapping[Path, Path]]:
    """Give a place beside each path for a new file; they get their names, in order, when the block ends well."""
    places = {path: path.with_name(PARTIAL + path.name) for path in paths}
    for partial in places.values():
        partial.unlink(missing_ok=True)
    try:
        yield places
        for path, partial in places.items():
            partial.replace(path)
    finally:
        for partial in places.values():
            partial.unlink(missing_ok=True)


@contextmanager
def placed_folder(path: Path, *, mode: int) -> Iterator[Path]:
    """Give an empty folder beside ``path``, which gets its name when the block ends without an error."""
    partial = partial_folder(path, mode=mode)
    try:
        yield partial
        partial.rename(path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def partial_folder(path: Path, *, mode: int = 0o777) -> Path:
    """Make an empty folder beside ``path``, to be renamed to it when it is whole; by itself as open as the umask."""
    _make_folder(path.parent)
    new = path.with_name(PARTIAL + "new-" + path.name)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=mode)
    return new


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it; of ``mkdir(parents=True)`` those above would be open to all."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(mode=_openness(folder.parent), exist_ok=True)


def _openness(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode) & 0o777


@contextmanager
def replace_directory(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of ``path`` when the block ends without an error.

    Between the two renames of an existing folder a kill leaves only the ``.partial-old`` one; ``sweep`` puts it back.
    """
    _make_folder(path.parent)
    new = partial_folder(path, mode=_openness(path.parent))
    yield new
    swap_in(new, path)


def swap_in(new: Path, path: Path) -> None:
    """Let a whole folder take the place of ``path``; ``sweep`` puts the old one back after a kill between."""
    old = path.with_name(PARTIAL + "old-" + path.name)
    if path.exists():
        shutil.rmtree(old, ignore_errors=True)
        path.rename(old)
    new.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove what an interrupted run left, and put back a folder that was moved aside but not yet replaced."""
    for leftover in sorted(folder.rglob(PARTIAL + "*")) if folder.exists() else ():
        final = leftover.with_name(leftover.name.removeprefix(PARTIAL + "old-"))
        if leftover.name.startswith(PARTIAL + "old-") and not final.exists():
            leftover.rename(final)
        elif leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def is_leftover(path: Path) -> bool:
    """Say whether a kill may have left this, or somebody writes it now; a link is never one of ours."""
    return path.name.startswith(PARTIAL) and not path.is_symlink()
