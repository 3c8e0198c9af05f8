"""A folder in which answers are given, begun."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import AnswerError
from clerestory.model.commission import DataKind
from clerestory.study import open_study
from clerestory.study.answers import ANSWERS
from clerestory.study.writing import write_atomically


def begin(root: Path, *, office: str = "", data: DataKind | None = None) -> Path:
    """Write ``answers.toml`` into a folder, which may be a study, and give its path.

    Parameters
    ----------
    office : str
        The body that answers; of a study, its publisher if left out.
    data : DataKind, optional
        Of a study, its own kind; elsewhere made-up unless it is said.

    Raises
    ------
    AnswerError
        If there is one already, or outside a study nobody says who answers.
    StudyError
        If it is a study that cannot be opened.
    """
    path = root / ANSWERS
    if path.exists():
        raise AnswerError("is there already", where=str(path), remedy="Change it by hand; nothing was written.")
    if (root / "study.toml").is_file():
        asked = open_study(root).settings.study
        office, data = office or asked.publisher, asked.data
    if not office:
        raise AnswerError("nobody says who answers", where=str(root), remedy="Name the body: --office NAME.")
    write_atomically(path, _written(office, data or DataKind.SYNTHETIC))
    return path


def _written(office: str, data: DataKind) -> str:
    said = office.replace("\\", "\\\\").replace('"', '\\"')
    return f'form = "clerestory-answers/1"\noffice = "{said}"\ndata = "{data.value}"\n'
