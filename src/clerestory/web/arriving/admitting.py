"""A draft that a run has put on the desk, or before its checkers, is let in by the program, at the next look."""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from clerestory.errors import ClerestoryError, NotNowError
from clerestory.model.desk.acts.disclosure import AdmitDraft, SubmitOutput
from clerestory.pipeline.desk.crossing import ADMISSION, admission_of
from clerestory.pipeline.desk.outputs import submission_of
from clerestory.review.desk.permissions import PROGRAM
from clerestory.web.acting.performing import perform
from clerestory.web.arriving.live_cases import take_in
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import Seen, seen_at, served_study
from clerestory.web.store.state import desk_now

_LOG = logging.getLogger("clerestory.desk")


def admit_waiting() -> None:
    """Let in the draft that waits for this zone, if it is not there yet.

    To the desk comes the draft that lies there with its decisions; to the vault's pages the one that the last run
    protected, with what was told and certified of live cases. One that cannot be read, or whose decisions do not hold,
    is not let in; why is written to the log, and told by the next run.
    """
    if settings.SERVING.zone is Zone.DESK:
        _admit()
    else:
        _submit()
        take_in()


def _admit() -> None:
    study = served_study()
    path = study.desk / ADMISSION
    try:
        # Decisions may come over after the admission that names them, and people into study.toml after both.
        seen = tuple(seen_at(part) for part in (path, study.decisions, study.root / "study.toml"))
    except OSError:
        return
    act = _admission(path, seen)
    if act is not None and act.draft not in desk_now().admitted:
        with suppress(NotNowError):  # another process was quicker, or the rules of the desk keep it out
            perform(PROGRAM, act)


def _submit() -> None:
    study = served_study()
    path = study.vault / "protected" / "draft.json"
    try:
        seen = tuple(seen_at(part) for part in (path, study.root / "study.toml"))
    except OSError:
        return
    act = _submission(path, seen)
    if act is not None and act.draft not in desk_now().outputs:
        with suppress(NotNowError):  # another process was quicker, or an author is not in study.toml
            perform(PROGRAM, act)


@lru_cache(maxsize=4)
def _admission(path: Path, seen: tuple[Seen, ...]) -> AdmitDraft | None:
    try:
        return admission_of(served_study())
    except ClerestoryError as error:
        _tell(error, path)
        return None


@lru_cache(maxsize=4)
def _submission(path: Path, seen: tuple[Seen, ...]) -> SubmitOutput | None:
    try:
        return submission_of(served_study())
    except ClerestoryError as error:
        _tell(error, path)
        return None


def _tell(error: ClerestoryError, path: Path) -> None:
    _LOG.warning("", extra={"said": {"not admitted": type(error).__name__, "where": path.name}})
