"""The last release of a place, from which its texts cite."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from clerestory.publish.cited import ReleasedTables, released_tables
from clerestory.publish.packs import open_release
from clerestory.publish.release.building import MANIFEST, SIGNED
from clerestory.study.answers import AnswerPlace
from clerestory.study.writing import PARTIAL


def last_release(place: AnswerPlace) -> Path | None:
    """Give the folder of the last release of a place, ``releases/DATE``; None where there is none, or it was recalled.

    A release that was recalled leaves a notice in its place, without a manifest. A folder without a study may hold
    copies of releases that others made.
    """
    folders = sorted(path.parent for path in (place.root / "releases").glob(f"*/{MANIFEST}"))
    there = [folder for folder in folders if not folder.name.startswith(PARTIAL)]
    return there[-1] if there else None


def citable(place: AnswerPlace) -> ReleasedTables | None:
    """Give what may be cited: the tables of the last release, which is verified first; None where there is none.

    Raises
    ------
    ReleaseError
        If the release is not what its manifest and seal say.
    """
    folder = last_release(place)
    return _verified(folder, *(_stamp(folder / name) for name in SIGNED)) if folder else None


@lru_cache(maxsize=4)
def _verified(folder: Path, *_stamps: tuple[int, int]) -> ReleasedTables:
    """Give the tables of a release as they were verified; a page checks many texts against one release."""
    return released_tables(open_release(folder))


def _stamp(path: Path) -> tuple[int, int]:
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else (0, 0)
