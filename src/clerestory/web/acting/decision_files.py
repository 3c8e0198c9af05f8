"""The files of decisions at the gates, and the acts of a release for the run to check."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings

from clerestory.errors import DecisionError, NotNowError, StorageError
from clerestory.model.decisions import Decision
from clerestory.model.desk.acts import Recorded
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.outputs import Desk
from clerestory.pipeline.desk.decided import put_decided
from clerestory.pipeline.desk.recorded import put_release_acts
from clerestory.review import check_decision, read_decisions
from clerestory.review.desk.decided import decision_of
from clerestory.web.acting.consequence import Consequence
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study
from clerestory.web.store.reading import acts_after

_LOG = logging.getLogger("clerestory.desk")


class DecisionFiles(Consequence):
    """Decisions, as ``clerestory review decide`` would write them; each act of whatever kind tries what is missing."""

    acts = (ActForm,)

    def check(self, done: Recorded, desk: Desk) -> None:
        """Check that a decision would count at its gate."""
        if (decision := decision_of(done)) is not None:
            check_counts(decision)

    def put(self, now: Callable[[], Desk]) -> None:
        """Write the files; what stands in the way is written to the log, and a run tells it."""
        study = served_study()
        try:
            for name in put_decided(study, settings.SERVING.folder, now):
                _warn("stands against the record", name)
            if settings.SERVING.zone is Zone.DESK:
                put_release_acts(study, now, (link for link, _ in acts_after(0)))
        except (OSError, StorageError) as error:  # what was done is on record; its file comes later
            _warn("not written", type(error).__name__)


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


def _warn(what: str, name: str) -> None:
    _LOG.warning("", extra={"said": {"decision file": what, "which": name}})
