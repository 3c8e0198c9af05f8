"""What the vault has of the drafts that came to the checkers, read once while no file of it changes."""

from __future__ import annotations

import logging
from functools import lru_cache
from pathlib import Path

from clerestory.errors import ClerestoryError
from clerestory.model.desk.evidence import Evidence, VersionChanges
from clerestory.model.desk.outputs import Desk, Output
from clerestory.model.desk.states import OutputState
from clerestory.pipeline.desk.outputs import evidence_of, version_of, version_of_last_release
from clerestory.review.desk.versions import version_changes
from clerestory.web.service.studies import Seen, seen_at, served_study

_LOG = logging.getLogger("clerestory.desk")
_DECIDED = (OutputState.PASSED, OutputState.REFUSED, OutputState.WITHDRAWN)


def evidence_for(output: Output) -> Evidence | None:
    """Give what a checker needs of a draft; None where the vault has another draft now, or cannot be read."""
    study = served_study()
    folders = (study.vault / "protected", study.vault / "tables")
    try:
        found = _evidence(study.root, tuple(seen_at(path) for path in (*folders, study.root / "study.toml")))
    except OSError:
        _evidence.cache_clear()  # what was erased is not kept here either
        return None
    return found if found is not None and found.draft == output.draft else None


def changes_since_decided(desk: Desk, output: Output) -> tuple[int, VersionChanges] | None:
    """Give the number of the last draft before this one that was decided or withdrawn, and what changed since."""
    earlier = list(desk.outputs.values())
    before = earlier[: earlier.index(output)]
    study = served_study()
    now = version_of(study, output.draft)
    for number, one in reversed(list(enumerate(before, start=1))):
        then = version_of(study, one.draft) if one.state in _DECIDED else None
        if then is not None and now is not None:
            return number, version_changes(then, now)
    return None


def changes_since_release(output: Output) -> tuple[str, VersionChanges] | None:
    """Give the name of the last release that stands, and what changed since; None where there is none to compare."""
    study = served_study()
    now, released = version_of(study, output.draft), version_of_last_release(study)
    if now is None or released is None:
        return None
    return released[0], version_changes(released[1], now)


@lru_cache(maxsize=1)
def _evidence(root: Path, seen: tuple[Seen, ...]) -> Evidence | None:
    try:
        return evidence_of(served_study())
    except ClerestoryError as error:
        _LOG.warning("", extra={"said": {"not shown": type(error).__name__, "where": "vault/protected"}})
        return None
