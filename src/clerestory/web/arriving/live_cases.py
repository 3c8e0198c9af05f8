"""What returns say of live cases, and what was certified at the command line, comes to the pages at the next look."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from clerestory.errors import ClerestoryError, DeskError
from clerestory.model.desk.acts import Act
from clerestory.model.desk.acts.holds import CertifyHold, TellHolds, ViewHold
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.certificates import Certification, HoldCertificate, HoldView
from clerestory.pipeline.live_cases.certified import holding
from clerestory.pipeline.live_cases.certifying import desk_of, names_of_cases
from clerestory.review.desk.permissions import PROGRAM
from clerestory.web.acting.certificates import put_in_step
from clerestory.web.acting.performing import perform
from clerestory.web.service.studies import Seen, seen_at, served_study
from clerestory.web.store.state import desk_now

_LOG = logging.getLogger("clerestory.desk")
_CASES = "cases/investigation.parquet"


def take_in() -> None:
    """Let the program tell the holds that the records have now, and record what commands wrote since the last look.

    A file that does not hold is not taken in; why is written to the log, and told by the next run.
    """
    known = _known(served_study().root, _seen())
    if known is None:
        return
    _take_in_files(known)  # first, by what the records said when they were written
    told = TellHolds(holds=tuple(case.told for case in known.holds.values()))
    if _is_new(told, desk_now()):
        with suppress(DeskError):
            perform(PROGRAM, told)
        _take_in_files(known)


def case_names() -> Mapping[str, str]:
    """Give the pseudonym of every case that a record or a text has, by its number."""
    return _names(served_study().root, _seen())


def _seen() -> tuple[Seen | None, ...]:
    study = served_study()
    # Each file for itself: a folder does not change when one of its files is written over in place.
    places = (study.vault / _CASES, study.root / "study.toml", study.holds, *sorted(study.holds.glob("*.toml")))
    return tuple(seen_at(place) if place.exists() else None for place in places)


@lru_cache(maxsize=4)
def _names(root: Path, seen: tuple[Seen | None, ...]) -> Mapping[str, str]:
    return names_of_cases(served_study())


@lru_cache(maxsize=4)
def _known(root: Path, seen: tuple[Seen | None, ...]) -> Desk | None:
    try:
        return desk_of(served_study())
    except ClerestoryError as error:
        _tell(error)
        return None


def _is_new(told: TellHolds, desk: Desk) -> bool:
    """Say whether the records say something else; what has no text any more says nothing."""
    now = {one.case: one for one in told.holds}
    before = {key: case.told for key, case in desk.holds.items()}
    return any(before.get(key) != one for key, one in now.items()) or any(
        one.texts for key, one in before.items() if key not in now
    )


def _take_in_files(known: Desk) -> None:
    for key, case in known.holds.items():
        desk = desk_now()
        if key not in desk.holds:
            continue
        recorded, written = desk.holds[key].certification, case.certification
        if recorded.leads_to(written):
            _record(recorded, written)
        elif written.is_part_of(recorded):
            with holding(served_study()):
                put_in_step(desk, [key])
        else:
            _LOG.warning("", extra={"said": {"certificates": "stand against the record", "where": "vault/holds"}})


def _record(recorded: Certification, written: Certification) -> None:
    for said in _missing(recorded, written):
        try:
            perform(said.person, _act(said))
        except DeskError as error:  # what came of it elsewhere; a person certifies anew
            _tell(error)
            return


def _missing(recorded: Certification, written: Certification) -> Iterator[HoldCertificate | HoldView]:
    """Give what a record does not have of a file: each certificate, then the views of it."""
    for certificate in written.certificates:
        if certificate.number > len(recorded.certificates):
            yield certificate
        yield from (view for view in written.views[len(recorded.views) :] if view.number == certificate.number)


def _act(said: HoldCertificate | HoldView) -> Act:
    kind = CertifyHold if isinstance(said, HoldCertificate) else ViewHold
    return kind.model_validate({name: getattr(said, name) for name in kind.model_fields if name != "act"})


def _tell(error: ClerestoryError) -> None:
    _LOG.warning("", extra={"said": {"not taken in": type(error).__name__, "where": "vault/holds"}})
