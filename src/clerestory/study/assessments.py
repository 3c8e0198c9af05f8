"""What is weighed before the signature: ``assessment.toml``, read strictly."""

from __future__ import annotations

import tomllib

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from clerestory.errors import AssessmentError
from clerestory.model.assessments import Assessments
from clerestory.study.folder import Study, not_utf8

_WHERE = "assessment.toml"
_MOST_BYTES = 1_000_000
_REMEDY = "docs/reference/assessment.md has the form. Nothing was published."
_UNFILLED = '"..."'


def read_assessments(study: Study) -> Assessments | None:
    """Read the assessments of a study; None where there is no ``assessment.toml``.

    Raises
    ------
    AssessmentError
        If it has not its form, or a place of the template is not filled in; all faults are named, and no text repeated.
    """
    path = study.assessment
    if not path.exists() and not path.is_symlink():
        return None
    if path.is_symlink() or not path.is_file():
        raise _fault("is not a file")
    if path.stat().st_size > _MOST_BYTES:
        raise _fault(f"has more than {_MOST_BYTES:,} bytes")
    try:
        text = path.read_bytes().decode()
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise _fault(not_utf8(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise _fault(f"is not TOML: {error}") from None
    if unfilled := sum(line.count(_UNFILLED) for line in text.splitlines() if not line.lstrip().startswith("#")):
        raise _fault(f"has {unfilled:,} places that nobody filled in")
    try:
        return Assessments.model_validate(data)
    except ValidationError as error:
        raise _fault("; ".join(map(_told, error.errors()))) from None


def _told(fault: ErrorDetails) -> str:
    return f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"


def _fault(what: str) -> AssessmentError:
    return AssessmentError(what, where=_WHERE, remedy=_REMEDY)
