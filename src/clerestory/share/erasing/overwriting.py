"""Files overwritten before they are removed.

What this cannot promise: a file system that journals or copies on write, a solid-state disk, a snapshot or a backup may
hold the old bytes elsewhere. docs/reference/vault.md says what has to be done about these.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clerestory.study.writing import partial_folder

_BLOCK = 1 << 20
_ASIDE = ".erasing-"  # not swept away with what other kills leave, since it is to be overwritten


def erase_file(path: Path) -> None:
    """Overwrite a file with zeros, on disk, and remove it; a link is only removed."""
    if not path.is_symlink() and path.is_file():
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(_BLOCK, left)))
            file.flush()
            os.fsync(file.fileno())
    path.unlink(missing_ok=True)


def remove_erased(place: Path) -> None:
    """Overwrite and remove a file, or a folder with all in it."""
    if place.is_dir() and not place.is_symlink():
        for inner in sorted(place.iterdir()):
            remove_erased(inner)
        place.rmdir()
    else:
        erase_file(place)


@contextmanager
def replace_erasing(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill, which takes the place of ``folder``; what stood there is overwritten after.

    A kill between leaves the old folder or the new one whole, and perhaps the old one beside it under another name;
    ``finish_replacing`` sees to that.
    """
    new, old = partial_folder(folder, mode=0o700), folder.with_name(_ASIDE + folder.name)
    yield new
    folder.rename(old)
    new.rename(folder)
    remove_erased(old)


def finish_replacing(zone: Path) -> None:
    """Overwrite what a kill left beside a folder that was replaced, or put it back where it was not replaced yet."""
    for old in sorted(zone.rglob(_ASIDE + "*")):
        folder = old.with_name(old.name.removeprefix(_ASIDE))
        if folder.exists():
            remove_erased(old)
        else:
            old.rename(folder)
