"""The register of requests: opened, moved on, listed with their days; no name is ever in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from clerestory.errors import SharingError
from clerestory.model.law import GiverKind, Regime
from clerestory.model.rights import REQUEST_ID, Exemption, RequestState, RequestStep, RightsRequest
from clerestory.model.sharing import NotShared, SharedCases, ShareRecord
from clerestory.share.records import formed, read_toml, slug_of
from clerestory.share.rights.deadlines import deadline_of
from clerestory.share.toml_text import toml_text
from clerestory.study.writing import write_atomically

FOLDER = "requests"


def request_path(folder: Path, request_id: str) -> Path:
    """Give the file of a request below ``sharing/``.

    Raises
    ------
    SharingError
        If the id has not its form; it is not repeated, since a name may stand in its place.
    """
    if not re.fullmatch(REQUEST_ID, request_id):
        remedy = "Give one such as R-2026-001, with no name in it."
        raise SharingError("the id of a request has not its form", where=f"sharing/{FOLDER}/", remedy=remedy)
    return folder / FOLDER / f"{request_id}.toml"


def read_requests(folder: Path) -> tuple[RightsRequest, ...]:
    """Read every request of a study, by id.

    Raises
    ------
    SharingError
        If a file has not the form of a request, stands under another id, or looks as if it named a person.
    """
    return tuple(read_request(path) for path in sorted((folder / FOLDER).glob("*.toml")))


def read_request(path: Path) -> RightsRequest:
    """Read one request; as ``read_requests``."""
    if not path.is_file():
        raise SharingError(
            f"there is no request {path.stem}",
            where=f"sharing/{FOLDER}/",
            remedy="`clerestory share rights list STUDY` has every id.",
        )
    request: RightsRequest = formed(RightsRequest, read_toml(path), path)
    if request.id != path.stem:
        raise SharingError(f"is request {request.id}", where=path.name, remedy=f"Name it {request.id}.toml.")
    return request


def open_request(folder: Path, fields: Mapping[str, object], *, by: str) -> Path:
    """Write a new request into the register.

    Raises
    ------
    SharingError
        If the id is taken, or a field has not its form.
    """
    path = request_path(folder, str(fields.get("id", "")))
    if path.exists():
        raise SharingError("the id is taken", where=path.name, remedy="Give the next free id.")
    receipt = {"state": RequestState.RECEIVED.value, "on": fields.get("received"), "by": by}
    whole = {"form": "clerestory-rights-request/1", **fields, "steps": [receipt]}
    request: RightsRequest = formed(RightsRequest, whole, path)
    write_atomically(path, toml_text(request))
    return path


def new_step(state: RequestState, on: dt.date, *, by: str, note: str, exemption: Exemption | None) -> RequestStep:
    """Make a step of a request.

    Raises
    ------
    SharingError
        If a field has not its form, or looks as if it named a person.
    """
    fields = {"state": state, "on": on, "by": by, "note": note, "exemption": exemption}
    step: RequestStep = formed(RequestStep, fields, Path(FOLDER) / "the step")
    return step


def step_request(folder: Path, request_id: str, step: RequestStep, *, records: Mapping[str, ShareRecord]) -> Path:
    """Move a request on, or extend it; a step that may not follow is refused and nothing is written.

    Raises
    ------
    SharingError
        If there is no such request, or the step may not follow, or comes too late.
    """
    path = request_path(folder, request_id)
    request = read_request(path)
    moved: RightsRequest = formed(RightsRequest, {**request.model_dump(), "steps": (*request.steps, step)}, path)
    for _, regime in regimes_of(moved, records):
        deadline_of(moved, regime)
    write_atomically(path, toml_text(moved))
    return path


def regimes_of(request: RightsRequest, records: Mapping[str, ShareRecord]) -> tuple[tuple[str, Regime], ...]:
    """Give who answers a request under which regime: the department, and the giver that was asked about."""
    department = ("the department", Regime.UK_GDPR)
    if not request.giver:
        return (department,)
    kind = _kind(records.get(slug_of(request.giver)))
    return (department, (request.giver, Regime.PART_3 if kind and kind.is_competent else Regime.UK_GDPR))


def _kind(record: ShareRecord | None) -> GiverKind | None:
    if isinstance(record, SharedCases):
        return record.giver.kind
    return record.kind if isinstance(record, NotShared) else None


def register_lines(
    requests: tuple[RightsRequest, ...], records: Mapping[str, ShareRecord], *, on: dt.date
) -> tuple[str, ...]:
    """Give a line for each request: what is asked, where it stands, and by when it is due at whom.

    Parameters
    ----------
    on : date
        The day for which it is asked what is overdue.
    """
    return tuple(_line(request, records, on) for request in requests)


def _line(request: RightsRequest, records: Mapping[str, ShareRecord], on: dt.date) -> str:
    due = []
    for who, regime in regimes_of(request, records):
        day = deadline_of(request, regime).due
        late = " OVERDUE" if request.is_open and day < on else ""
        due.append(f"{who} by {day.isoformat()}{late}")
    days = "; ".join(due) if request.is_open else "closed"
    return f"{request.id}  {request.right.value}, received {request.received}: {request.state.value}; {days}"
