"""The last release of a place, from which its texts cite."""

from __future__ import annotations

from pathlib import Path

from clerestory.publish.cited import ReleasedTables, released_tables
from clerestory.publish.packs import open_release
from clerestory.publish.release.building import MANIFEST
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
    return released_tables(open_release(folder)) if folder else None
