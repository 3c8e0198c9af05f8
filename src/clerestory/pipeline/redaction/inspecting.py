"""Inspect anybody's PDF, and draw what was found."""

from __future__ import annotations

from pathlib import Path

from clerestory.model.redaction.inspection import Inspection
from clerestory.progress import SILENT, Progress
from clerestory.protect.documents import inspection
from clerestory.protect.documents.inspection.framed import frame_pages


def inspect_pdf(path: Path, *, pictures: Path | None = None, progress: Progress = SILENT) -> Inspection:
    """Find bad redactions in a PDF; nothing is written but the pictures, where they are asked for.

    Parameters
    ----------
    path : Path
    pictures : Path, optional
        Folder for a picture of each page on which something was found, with the places framed.
    progress : Progress

    Returns
    -------
    Inspection
        Confidential: its traces hold the words that were found.

    Raises
    ------
    DocumentError
        If it cannot be read, is locked, or is made to exhaust its reader.
    StorageError
        If a picture is there already.
    """
    found = inspection.inspect_pdf(path, progress=progress)
    if pictures is not None:
        frame_pages(path, found, pictures)
    return found
