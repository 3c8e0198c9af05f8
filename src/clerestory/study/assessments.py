"""What is weighed before the signature: ``assessment.toml``, read strictly."""

from __future__ import annotations

from clerestory.errors import AssessmentError
from clerestory.model.assessments import UNFILLED, Assessments
from clerestory.study.folder import Study
from clerestory.study.written import WrittenFile

_REMEDY = "docs/reference/assessment.md has the form. Nothing was published."
_FILE = WrittenFile("assessment.toml", AssessmentError, _REMEDY)


def read_assessments(study: Study) -> Assessments | None:
    """Read the assessments of a study; None where there is no ``assessment.toml``.

    Raises
    ------
    AssessmentError
        If it has not its form, or a place of the template is not filled in; all faults are named, and no text repeated.
    """
    text = _FILE.text(study.assessment)
    if text is None:
        return None
    data = _FILE.toml(text)
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    if unfilled := sum(line.count(sign) for line in lines for sign in UNFILLED):
        raise _FILE.fault(f"has {unfilled:,} places that nobody filled in")
    return _FILE.formed(data, Assessments)
