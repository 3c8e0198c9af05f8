"""What a press notice has beside the release: ``press.toml``, read strictly."""

from __future__ import annotations

from clerestory.errors import StudyError
from clerestory.model.press import PressFile
from clerestory.study.folder import Study
from clerestory.study.written import WrittenFile

_REMEDY = "docs/reference/press-notice.md has the form. No notice was made."
_FILE = WrittenFile("press.toml", StudyError, _REMEDY, most_bytes=100_000)


def read_press(study: Study) -> PressFile | None:
    """Read ``press.toml`` of a study; None where there is none.

    Raises
    ------
    StudyError
        If it has not its form, or holds a number or what could lead to a person; nothing of it is repeated.
    """
    text = _FILE.text(study.press)
    return None if text is None else _FILE.formed(_FILE.toml(text), PressFile)
