"""What a press notice has beside the release: ``press.toml``, read strictly."""

from __future__ import annotations

import tomllib

from pydantic import ValidationError

from clerestory.errors import StudyError
from clerestory.model.press import PressFile
from clerestory.study.folder import Study, not_utf8

_WHERE = "press.toml"
_REMEDY = "docs/reference/press-notice.md has the form. No notice was made."
_MOST_BYTES = 100_000


def read_press(study: Study) -> PressFile | None:
    """Read ``press.toml`` of a study; None where there is none.

    Raises
    ------
    StudyError
        If it has not its form, or holds a number or what could lead to a person; nothing of it is repeated.
    """
    path = study.root / _WHERE
    if not path.exists() and not path.is_symlink():
        return None
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        raise StudyError("is not a file, or too large", where=_WHERE, remedy=_REMEDY)
    try:
        return PressFile.model_validate(tomllib.loads(path.read_bytes().decode()))
    except UnicodeDecodeError as error:
        what = not_utf8(error)
    except tomllib.TOMLDecodeError as error:
        what = f"is not TOML: {error}"
    except ValidationError as error:
        places = (".".join(map(str, one["loc"])) for one in error.errors())
        told = (one["msg"].removeprefix("Value error, ") for one in error.errors())
        what = "; ".join(f"{place}: {said}" for place, said in zip(places, told, strict=True))
    raise StudyError(what, where=_WHERE, remedy=_REMEDY)
