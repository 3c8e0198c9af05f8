"""The study that is served, read again when study.toml was changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from clerestory.study import Study, open_study

Seen = tuple[int, int, int]


def served_study() -> Study:
    """Give the study as study.toml says now; nothing below the vault is opened.

    Raises
    ------
    StudyError
        If study.toml was changed into what cannot be used.
    """
    root: Path = settings.SERVING.root
    return _opened(root, seen_at(root / "study.toml"))


def seen_at(path: Path) -> Seen:
    """Give what differs when a file was written anew, or a file of a folder was.

    Raises
    ------
    OSError
        If there is none.
    """
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size, seen.st_ino


@lru_cache(maxsize=4)
def _opened(root: Path, seen: Seen) -> Study:
    return open_study(root)
