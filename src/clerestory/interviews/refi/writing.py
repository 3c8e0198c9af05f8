"""Writing codebooks and projects; a package is written anew with the bytes of every source as they were."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from clerestory.interviews.refi.archive import LIMITS, open_archive
from clerestory.interviews.refi.spelling import spelled
from clerestory.model.interviews.project import Codebook, Project
from clerestory.study import write_atomically
from clerestory.study.writing import PARTIAL, new_file

DOCUMENT = "project.qde"
_DAY = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes


def write_codebook(path: Path, codebook: Codebook) -> None:
    """Write a codebook as a .qdc file."""
    write_atomically(path, spelled(codebook.document))


def write_project(
    path: Path,
    project: Project,
    *,
    source: Path | None = None,
    parts: Collection[str] | None = None,
    texts: Mapping[str, bytes] | None = None,
) -> None:
    """Write a project as a .qdpx file, whole or not at all.

    Parameters
    ----------
    path : Path
        Where it goes; never ``source`` itself.
    project : Project
        Its document is written.
    source : Path, optional
        The package that the project was read from: the bytes of its sources are copied from there.
    parts : collection of str, optional
        Which parts of ``source`` are copied; all of them if left out.
    texts : mapping of str to bytes, optional
        Parts that are new.

    Raises
    ------
    QdaFileError
        If a source is damaged.
    """
    temporary = path.with_name(PARTIAL + path.name)
    try:
        with new_file(temporary) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
            if source is None:
                _put(out, DOCUMENT, [spelled(project.document)])
            else:
                _copy(source, out, project, parts)
            for name, data in (texts or {}).items():
                _put(out, name, [data])
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _copy(source: Path, out: zipfile.ZipFile, project: Project, parts: Collection[str] | None) -> None:
    with open_archive(source) as archive:
        document = archive.document
        _put(out, document, [spelled(project.document)])
        for entry in archive.entries:
            if entry.filename != document and (parts is None or entry.filename in parts):
                _put(out, entry.filename, archive.chunks(entry.filename, LIMITS.unpacked_bytes), entry.compress_type)


def _put(out: zipfile.ZipFile, name: str, chunks: Iterable[bytes], method: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = method
    entry.external_attr = 0o600 << 16
    if name.endswith("/"):
        out.writestr(entry, b"")
        return
    with out.open(entry, "w", force_zip64=True) as part:
        for chunk in chunks:
            part.write(chunk)
