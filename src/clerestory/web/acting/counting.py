"""Whether a decision would count at its gate: asked before anything of it is recorded."""

from __future__ import annotations

from clerestory.errors import DecisionError, NotNowError
from clerestory.model.decisions import Decision
from clerestory.review import check_decision, read_decisions
from clerestory.web.service.studies import served_study


def check_counts(decision: Decision) -> None:
    """Check a decision as a run checks its file.

    Raises
    ------
    NotNowError
        If it would not count: it is not signed by its person, or the person may not decide there.
    """
    study = served_study()
    try:
        check_decision(decision, read_decisions(study.decisions), study.settings)
    except DecisionError as error:
        raise NotNowError(error.what, where=error.where, remedy=error.remedy) from error
