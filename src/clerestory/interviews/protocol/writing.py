"""Writing the templates of a protocol into a study; what is there already stays."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from clerestory.model.interviews.protocol import SETTINGS, TEXTS
from clerestory.study import write_atomically


def new_protocol(folder: Path) -> tuple[Path, ...]:
    """Write the templates of the protocol that are not there yet; gives the files written."""
    templates = resources.files("clerestory.interviews.protocol").joinpath("templates")
    missing = [folder / name for name in (SETTINGS, *TEXTS) if not (folder / name).exists()]
    for path in missing:
        write_atomically(path, templates.joinpath(path.name).read_bytes())
    return tuple(missing)
