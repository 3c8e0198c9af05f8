"""Requests of people, and the documents of data protection, of a study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clerestory.clock import Clock, SystemClock
from clerestory.errors import SharingError
from clerestory.ledger import Ledger
from clerestory.model.rights import RequestStep
from clerestory.pipeline.custody.account import disclosures_of
from clerestory.pipeline.stages.published import sealed_heads
from clerestory.share import read_controller, read_records
from clerestory.share.drafts.documents import DocumentKind, StudyFacts, draft_document
from clerestory.share.drafts.drafting import Draft
from clerestory.share.rights.letters import Sender, letter
from clerestory.share.rights.requests import (
    open_request,
    read_request,
    read_requests,
    register_lines,
    request_path,
    step_request,
)
from clerestory.study import Study, open_study


@dataclass(frozen=True)
class NewRequest:
    """A request as it came in."""

    id: str
    right: str
    received: dt.date
    giver: str = ""
    identified: dt.date | None = None

    def fields(self) -> Mapping[str, object]:
        """Give the fields of the register's file."""
        return {name: value for name, value in vars(self).items() if value is not None}


def draft_of(root: Path, kind: DocumentKind) -> Draft:
    """Draft a privacy notice, an impact assessment or a policy document from what a study says of itself.

    Raises
    ------
    SharingError
        If there is no record of sharing, or one has not its form.
    """
    study = open_study(root)
    facts = StudyFacts(study.settings, study.instrument, read_records(study.sharing), read_controller(study.sharing))
    return draft_document(kind, facts)


def open_rights_request(root: Path, new: NewRequest, *, by: str, clock: Clock | None = None) -> Path:
    """Write a new request into the register, and into the ledger.

    Raises
    ------
    SharingError
        If the id is taken, the giver gave nothing to this study, or a field has not its form.
    """
    study = open_study(root)
    _check_giver(study, new.giver)
    with study.locked():
        ledger = _ledger(study, clock)
        path = open_request(study.sharing, new.fields(), by=by)
        ledger.append("request received", why=new.right, actor=by, detail={"request": new.id})
    return path


def step_rights_request(root: Path, request_id: str, step: RequestStep, *, clock: Clock | None = None) -> Path:
    """Move a request on, in the register and the ledger.

    Raises
    ------
    SharingError
        If there is no such request, or the step may not follow, or comes too late.
    """
    study = open_study(root)
    with study.locked():
        ledger = _ledger(study, clock)
        path = step_request(study.sharing, request_id, step, records=read_records(study.sharing))
        detail = {"request": request_id, "state": step.state.value}
        ledger.append("request moved on", why=step.state.value, actor=step.by, detail=detail)
    return path


def rights_register(root: Path, on: dt.date) -> tuple[str, ...]:
    """Give a line for each request of a study, with its days; what is overdue on a stated day says so."""
    study = open_study(root)
    return register_lines(read_requests(study.sharing), read_records(study.sharing), on=on)


def rights_letter(root: Path, request_id: str) -> Draft:
    """Draft the letter that the state of a request asks for."""
    study = open_study(root)
    commission = study.settings.study
    sender = Sender(
        commission.publisher,
        commission.title,
        read_controller(study.sharing),
        commission.data.mark_sentence,
        frozenset(one.provider for one in disclosures_of(study)),
    )
    return letter(read_request(request_path(study.sharing, request_id)), read_records(study.sharing), sender)


def _check_giver(study: Study, giver: str) -> None:
    known = {record.provider for record in read_records(study.sharing).values()}
    if giver and giver not in known:
        raise SharingError(
            "the giver has no record in this study",
            where="giver",
            remedy="Name one of `sharing/`, or leave it out and ask the person which body may hold a record.",
        )


def _ledger(study: Study, clock: Clock | None) -> Ledger:
    ledger = Ledger(study.ledger, clock or SystemClock())
    ledger.check(sealed=sealed_heads(study))
    return ledger
