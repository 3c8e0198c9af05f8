"""Where a command may put what it hands out: a new folder, and none of those that a study keeps."""

from __future__ import annotations

import os
from pathlib import Path

from clerestory.errors import ClerestoryError

_KEPT = {"decisions", "desk", "history", "instrument", "links", "paper", "releases", "replies", "reports", "returns"}
_KEPT |= {"sharing", "texts", "vault"}


def check_outgoing(folder: Path, error: type[ClerestoryError]) -> None:
    """Check that a folder can be made and handed out.

    Whatever lies in ``releases/`` goes to the web server with the site, and a folder there that the ledger does not
    know stops every run.

    Parameters
    ----------
    folder : Path
        Where it is to go.
    error : type of ClerestoryError
        What is raised.
    """
    if folder.exists() or folder.is_symlink():
        raise error("exists already", where=str(folder), remedy="Name a new folder; nothing is overwritten.")
    study = _study_that_keeps(Path(os.path.realpath(folder)))  # which a circle of links does not stop
    if study is not None:
        raise error(
            f"is a place of the study {study.name} itself",
            where=str(folder),
            remedy="Name a folder outside the study: what is handed out does not lie with what the study keeps.",
        )


def _study_that_keeps(place: Path) -> Path | None:
    """Give the study in one of whose own folders a place lies."""
    ways = zip(place.parents, place.parts[:0:-1], strict=True)
    return next((above for above, name in ways if name in _KEPT and (above / "study.toml").is_file()), None)
