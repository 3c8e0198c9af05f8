"""The files that follow from the record: decisions at the gates, and the acts of a release for the run to check.

A kill between an act and its files loses nothing: the next act, or start, writes them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings

from clerestory.errors import StorageError
from clerestory.model.desk.outputs import Desk
from clerestory.pipeline.desk.decided import put_decided
from clerestory.pipeline.desk.recorded import put_release_acts
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study
from clerestory.web.store.reading import acts_after

_LOG = logging.getLogger("clerestory.desk")


def file_recorded(now: Callable[[], Desk]) -> None:
    """Write the files as the record has them; what stands in the way is written to the log, and a run tells it.

    Parameters
    ----------
    now : function
        Gives the state by all acts so far.
    """
    study = served_study()
    try:
        for name in put_decided(study, settings.SERVING.folder, now):
            _warn("stands against the record", name)
        if settings.SERVING.zone is Zone.DESK:
            put_release_acts(study, now, (link for link, _ in acts_after(0)))
    except (OSError, StorageError) as error:  # what was done is on record; its file comes later
        _warn("not written", type(error).__name__)


def _warn(what: str, name: str) -> None:
    _LOG.warning("", extra={"said": {"decision file": what, "which": name}})
