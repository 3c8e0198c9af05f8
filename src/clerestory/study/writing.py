"""Files and folders that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".partial-"  # what a kill may leave behind begins so, and the next run removes it


def write_atomically(path: Path, data: bytes | str) -> None:
    """Write a file so that a reader, or a kill, sees the old one or the new one and nothing between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(PARTIAL + path.name)
    with temporary.open("wb") as file:
        file.write(data.encode() if isinstance(data, str) else data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def partial_folder(path: Path) -> Path:
    """Make an empty folder beside ``path``, to be renamed to it when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(PARTIAL + "new-" + path.name)
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir()
    return new


@contextmanager
def replace_directory(path: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of ``path`` when the block ends without an error.

    Between the two renames of an existing folder a kill leaves only the ``.partial-old`` one; ``sweep`` puts it back.
    """
    new, old = partial_folder(path), path.with_name(PARTIAL + "old-" + path.name)
    yield new
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
        elif leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)
