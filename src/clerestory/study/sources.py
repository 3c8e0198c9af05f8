"""What people wrote for a release, certificates too, kept so that it can be rebuilt when they wrote on."""

from __future__ import annotations

import shutil
from pathlib import Path

from clerestory.study.folder import Study
from clerestory.study.writing import make_secret, replace_directory

# No case data are among them: returns, texts about cases and records of sharing stay in their places alone.
_WRITTEN = (
    *("study.toml", "instrument", "paper", "replies", "lessons.toml", "assessment.toml", "decisions"),
    "answer/public.json",
    "vault/holds",
)


def keep_sources(study: Study, release: str) -> None:
    """Copy what a release is built of, beside the returns, into the vault; an earlier copy is replaced."""
    with replace_directory(study.sources / release) as folder:
        copy_sources(study.root, folder)
        make_secret(folder)
    make_secret(study.sources)


def sources_of(study: Study, release: str) -> Path:
    """Give the folder that has what a release was built of; the study itself where nothing was kept."""
    kept = study.sources / release
    return kept if kept.is_dir() else study.root


def copy_sources(root: Path, folder: Path) -> None:
    """Copy what people wrote from one folder into another."""
    for name in _WRITTEN:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        elif source.is_file():
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(source, folder / name)
